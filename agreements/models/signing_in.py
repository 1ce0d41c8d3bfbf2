"""What signing in keeps beside the password: the second factor, its recovery codes, and recent attempts."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from agreements.models.account import User
from agreements.onetime import KEY_BYTES


def keys_of(seed: str) -> Iterator[bytes]:
    """Yield the key that a seed and `SECRET_KEY` make, then those of earlier keys (`SECRET_KEY_FALLBACKS`).

    The database keeps the seed alone, so a copy of it lets nobody make codes.
    """
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac("agreements.SecondFactor", seed, secret=secret, algorithm="sha256").digest()[:KEY_BYTES]


class SecondFactor(models.Model):
    """The authenticator of an account, confirmed with a code when it was set up."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor", verbose_name="akun")
    seed = models.CharField("benih", max_length=64, editable=False)
    confirmed_at = models.DateTimeField("dipasang pada")
    last_step = models.PositiveBigIntegerField(
        "langkah terakhir", editable=False, help_text="Kode dari langkah ini dan sebelumnya sudah tidak berlaku."
    )

    class Meta:
        verbose_name = "verifikasi dua langkah"
        verbose_name_plural = "verifikasi dua langkah"

    def __str__(self) -> str:
        return f"Verifikasi dua langkah {self.user}"


class RecoveryCode(models.Model):
    """A code for the day on which the phone is lost: good once."""

    factor = models.ForeignKey(
        SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name="verifikasi dua langkah"
    )
    seal = models.CharField("segel", max_length=128, editable=False, help_text="Disimpan seperti kata sandi.")
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)

    class Meta:
        verbose_name = "kode cadangan"
        verbose_name_plural = "kode cadangan"

    def __str__(self) -> str:
        return f"Kode cadangan {self.pk}"


class SignInAttempt(models.Model):
    """An attempt to sign in that was not (yet) right. Kept for a quarter of an hour, without the name that was typed.

    People type passwords into the field of the name, so only a keyed hash of whom it was about is kept.
    """

    about = models.CharField("tentang", max_length=64, editable=False)
    at = models.DateTimeField("pada", db_index=True)

    class Meta:
        verbose_name = "percobaan masuk"
        verbose_name_plural = "percobaan masuk"
        indexes = [models.Index(name="signinattempt_about_at", fields=["about", "at"])]

    def __str__(self) -> str:
        return f"Percobaan masuk {self.pk}"
