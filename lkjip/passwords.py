"""Rules on passwords: one that Django does not bring, and Django's own in the words of all other pages.

Django's Indonesian calls the same thing "sandi" and "kata sandi", and its reader "anda" and "Anda".
"""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from agreements.models import User
from reports.demo import DEMO_PASSWORD


class Similarity(password_validation.UserAttributeSimilarityValidator):
    """Refuses a password that looks like the account's name or address."""

    def get_error_message(self) -> str:
        """Say what it looks like."""
        return "Kata sandi ini terlalu mirip dengan %(verbose_name)s Anda."

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return "Kata sandi Anda tidak boleh mirip dengan nama, nama pengguna, atau alamat surel Anda."


class Length(password_validation.MinimumLengthValidator):
    """Refuses a short password."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return f"Kata sandi ini terlalu pendek. Isi paling sedikit {self.min_length} huruf, angka, atau tanda."

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return f"Kata sandi Anda paling sedikit {self.min_length} huruf, angka, atau tanda; beberapa kata juga boleh."


class Common(password_validation.CommonPasswordValidator):
    """Refuses a password that very many people have."""

    def get_error_message(self) -> str:
        """Say why it is refused."""
        return "Kata sandi ini terlalu umum dan mudah ditebak."

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return "Kata sandi Anda tidak boleh yang umum dipakai orang."


class NotNumeric(password_validation.NumericPasswordValidator):
    """Refuses a password of digits alone."""

    def get_error_message(self) -> str:
        """Say why it is refused."""
        return "Kata sandi ini hanya terdiri dari angka."

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return "Kata sandi Anda tidak boleh hanya terdiri dari angka."


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
