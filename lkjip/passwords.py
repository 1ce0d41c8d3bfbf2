"""A rule on passwords that Django does not bring."""

from django.core.exceptions import ValidationError

from agreements.models import User
from reports.demo import DEMO_PASSWORD


class NoDemoPassword:
    """Refuses the password that the demo prints: outside the demo it opens nothing (lkjip/backends.py)."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 -- Django's signature
        """Raise where it is the demo's."""
        if password == DEMO_PASSWORD:
            raise ValidationError(
                "Kata sandi ini tercetak pada halaman contoh dan diketahui semua orang. Pilih yang lain.",
                code="password_of_the_demo",
            )

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return "Kata sandi Anda tidak boleh sama dengan kata sandi akun contoh."
