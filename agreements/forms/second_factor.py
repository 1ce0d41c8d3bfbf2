"""Forms of the second factor: setting it up, being asked for it, changing it."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core import signing

from agreements.models import User
from agreements.onetime import new_seed

SALT = "agreements.forms.second_factor"
GOOD_FOR = 60 * 60
"""Seconds that a page with a QR code may lie open."""

CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class CodeForm(forms.Form):
    """One code: of the authenticator, or a recovery code."""

    code = forms.CharField(
        label="Kode enam angka",
        max_length=40,
        widget=forms.TextInput(attrs=CODE_ATTRS),
        error_messages={"required": "Ketik kode yang tampil di aplikasi autentikator."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ChallengeForm(CodeForm):
    """The code asked for while signing in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # A recovery code has letters, for which a phone's keyboard of digits has no keys.
        self.fields["code"].label = "Kode enam angka, atau kode cadangan"
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "text"}


class SetUpForm(CodeForm):
    """The first code of an authenticator, with the password, and with the seed that its page was made with.

    The seed goes to the page and comes back signed for this account, so that looking at the page keeps nothing.
    """

    password = forms.CharField(
        label="Kata sandi Anda",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Isi kata sandi Anda."},
    )
    seed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.plain_seed = self._sent_seed() or new_seed()
        signed = signing.dumps({"user": user.pk, "seed": self.plain_seed}, salt=SALT)
        self.initial["seed"] = signed
        if self.is_bound:
            self.outdated = self._sent_seed() is None
            # The page that says what was wrong shows the same QR code, or a new one where the old is none of ours.
            self.data = self.data.copy()
            self.data["seed"] = signed

    def _sent_seed(self) -> str | None:
        try:
            sent = signing.loads(self.data.get("seed", ""), salt=SALT, max_age=GOOD_FOR)
        except signing.BadSignature:
            return None
        return sent["seed"] if sent["user"] == self.user.pk else None

    def clean_password(self) -> str:
        """Refuse whoever merely sat down at an open session."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("Kata sandi ini tidak cocok.")
        return self.cleaned_data["password"]

    def clean_code(self) -> str:
        """Refuse the code of a QR code that is no longer the one shown."""
        if self.outdated:
            raise forms.ValidationError("Halaman ini terlalu lama terbuka. Pindai kode QR yang baru, lalu coba lagi.")
        return self.cleaned_data["code"]
