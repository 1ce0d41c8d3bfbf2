"""The second factor of an account: set up with a code, used at each login, taken away, reset by an administrator."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from agreements.actions.account_steps import held_account, log_account
from agreements.models import RecoveryCode, SecondFactor, User
from agreements.models.signing_in import keys_of
from agreements.onetime import matching_step
from agreements.policies import (
    Refused,
    check_can_drop_second_factor,
    check_can_reset_second_factor,
    check_can_set_up_second_factor,
)
from agreements.readable import make_code, read_typed

HOW_MANY = 10
"""Recovery codes of an account."""

WRONG_CODE = (
    "Kode ini tidak cocok atau sudah dipakai. Ketik enam angka yang sekarang tampil di aplikasi autentikator; "
    "bila selalu tidak cocok, periksa apakah jam ponsel diatur otomatis."
)


@dataclass(frozen=True)
class Used:
    """A second factor that was right: with a recovery code, how many of them are left."""

    codes_left: int | None


@transaction.atomic
def set_up_second_factor(*, seed: str, code: str, by: User) -> list[str]:
    """Keep an authenticator that has shown a right code, end all other sessions, and return the recovery codes.

    Raises:
        Refused: the code is wrong, the account has an authenticator already, or is one of the demo.
    """
    account = held_account(by)
    check_can_set_up_second_factor(account)
    if SecondFactor.objects.filter(user=account).exists():
        raise Refused("Akun ini sudah memakai verifikasi dua langkah.")
    step = _step_of(seed, code, after=0)
    if step is None:
        raise Refused(WRONG_CODE)
    factor = SecondFactor.objects.create(user=account, seed=seed, confirmed_at=timezone.now(), last_step=step)
    _end_sessions(account)
    log_account(account, by, {"added": {"name": "verifikasi dua langkah", "object": account.username}})
    return _new_codes(factor)


@transaction.atomic
def use_second_factor(*, typed: str, by: User) -> Used | None:
    """Use up a code of the authenticator, or a recovery code, of the account; None where it is none that counts."""
    factor = SecondFactor.objects.select_for_update().filter(user=by).first()
    if factor is None:
        return None
    step = _step_of(factor.seed, typed, after=factor.last_step)
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return Used(None)
    code = _recovery_code(factor, read_typed(typed))
    if code is None:
        return None
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    log_account(by, by, {"changed": {"fields": ["kode cadangan, dipakai"]}})
    return Used(factor.recovery_codes.filter(used_at=None).count())


@transaction.atomic
def renew_recovery_codes(*, typed: str, by: User) -> list[str]:
    """Make new recovery codes in place of all old ones, and return them.

    Raises:
        Refused: the code is wrong.
    """
    if use_second_factor(typed=typed, by=by) is None:
        raise Refused(WRONG_CODE)
    factor = SecondFactor.objects.get(user=by)
    factor.recovery_codes.all().delete()
    log_account(by, by, {"changed": {"fields": ["kode cadangan, diganti"]}})
    return _new_codes(factor)


@transaction.atomic
def drop_second_factor(*, typed: str, by: User) -> None:
    """Take the own authenticator away.

    Raises:
        Refused: the code is wrong, or the account must have one.
    """
    check_can_drop_second_factor(by)
    if use_second_factor(typed=typed, by=by) is None:
        raise Refused(WRONG_CODE)
    _take_away(by, by, "verifikasi dua langkah, dimatikan")


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None) -> bool:
    """Take the authenticator of somebody who lost it away, and end the sessions; return False where there was none.

    `by` is None on the command line of the server, where nobody is signed in.

    Raises:
        Refused: see `policies.check_can_reset_second_factor`.
    """
    account = held_account(user)
    if by is not None:
        check_can_reset_second_factor(by, account)
    told = "verifikasi dua langkah, disetel ulang" + ("" if by else " lewat baris perintah server")
    return _take_away(account, by or account, told)


def _take_away(account: User, by: User, told: str) -> bool:
    factor = SecondFactor.objects.filter(user=account).first()
    if factor is None:
        return False
    factor.delete()
    _end_sessions(account)
    log_account(account, by, {"changed": {"fields": [told]}})
    return True


def _end_sessions(account: User) -> None:
    """Let the account sign in anew everywhere: what it takes has changed."""
    account.sessions_ended += 1
    account.save(update_fields=["sessions_ended"])


def _step_of(seed: str, typed: str, *, after: int) -> int | None:
    now = int(timezone.now().timestamp())
    steps = (matching_step(key, typed, now, after=after) for key in keys_of(seed))
    return next((step for step in steps if step is not None), None)


def _new_codes(factor: SecondFactor) -> list[str]:
    """Make codes and keep them as passwords are: 80 random bits alone are fewer than a fast hash should guard."""
    codes = [make_code() for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, seal=make_password(code)) for code in codes)
    return codes


def _recovery_code(factor: SecondFactor, typed: str) -> RecoveryCode | None:
    unused = factor.recovery_codes.filter(used_at=None) if typed else ()
    return next((code for code in unused if check_password(typed, code.seal)), None)
