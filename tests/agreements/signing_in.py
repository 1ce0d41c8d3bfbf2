"""What tests of signing in by two steps share: a phone."""

import re

from agreements.actions.second_factor import set_up_second_factor
from agreements.models import User
from agreements.models.signing_in import keys_of
from agreements.onetime import STEP, code_at, new_seed, step_of


class Clock:
    """Seconds since 1970 that the application reads, moved by hand: a phone and a server look at the same ones."""

    def __init__(self, monkeypatch) -> None:
        self.seconds = 1_800_000_000
        for module in ("agreements.actions.second_factor", "agreements.actions.attempts"):
            monkeypatch.setattr(f"{module}.timezone.now", self.now)

    def now(self):
        import datetime

        return datetime.datetime.fromtimestamp(self.seconds, datetime.UTC)

    def on(self, seconds: int = STEP) -> None:
        self.seconds += seconds


class Phone:
    """An authenticator that knows a key."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self.key, self.clock = key, clock

    def code(self, steps: int = 0) -> str:
        return code_at(self.key, step_of(self.clock.seconds) + steps)

    def wrong(self) -> str:
        """Return a code that is none of those that count now."""
        near = {self.code(steps) for steps in (-1, 0, 1)}
        return next(code for code in (f"{number:06d}" for number in range(10)) if code not in near)


def with_phone(user: User, clock: Clock) -> tuple[Phone, list[str]]:
    """Give an account an authenticator, whose first code is used up; return the phone and the recovery codes."""
    seed = new_seed()
    phone = Phone(next(keys_of(seed)), clock)
    codes = set_up_second_factor(seed=seed, code=phone.code(), by=user)
    user.refresh_from_db()
    clock.on()
    return phone, codes


def recovery_codes_in(response) -> list[str]:
    """Return the recovery codes that a page shows."""
    return re.findall(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>", response.content.decode())
