"""Forms of an account: signing in, a new password, where mails go."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
    UsernameField,
)

from agreements.letters import forgotten_letter, send_later
from agreements.models import User

BROKEN_ADDRESS = "Alamat surel ini tidak lengkap. Contoh: nama@lumajangkab.go.id"


ONCE_MORE = "Ketik kata sandi yang sama, agar salah ketik ketahuan."
PASSWORD_FAULTS = {
    "password_mismatch": "Kedua kata sandi baru tidak sama. Ketik sekali lagi.",
    "password_incorrect": "Kata sandi Anda sekarang salah. Huruf besar dan kecil dibedakan.",
}


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    return helper


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Huruf besar dan kecil dibedakan.",
        "inactive": "Akun ini tidak aktif. Hubungi Bagian Organisasi.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["username"].label = "Nama pengguna"
        self.fields["password"].label = "Kata sandi"


class NewPasswordForm(PasswordChangeForm):
    """Old password, and the new one twice."""

    error_messages = PASSWORD_FAULTS

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["old_password"].label = "Kata sandi sekarang"
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password2"].label = "Kata sandi baru, sekali lagi"
        self.fields["new_password2"].help_text = ONCE_MORE


class FirstPasswordForm(SetPasswordForm):
    """A password without an old one: the account was reached by a one-time link."""

    error_messages = PASSWORD_FAULTS

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password2"].label = "Kata sandi baru, sekali lagi"
        self.fields["new_password2"].help_text = ONCE_MORE


class ForgottenForm(PasswordResetForm):
    """The address to send a link to. Nobody learns from the answer whether an account has it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["email"].label = "Alamat surel"
        self.fields["email"].error_messages["invalid"] = BROKEN_ADDRESS

    def save(self, **options: object) -> None:  # noqa: ARG002 -- Django's view hands over its own templates
        """Mail every account with this address its own link."""
        send_later([forgotten_letter(user).to(user.email) for user in self.get_users(self.cleaned_data["email"])])


class NewAccountForm(forms.ModelForm):
    """An account to add, without a password: an invitation lets its owner set one (`AccountAdmin.save_model`)."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email"]
        field_classes = {"username": UsernameField}

    def clean_username(self) -> str:
        """Refuse a name that differs from another one by capitals alone."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("Nama pengguna ini sudah dipakai.")
        return username


class ContactForm(forms.ModelForm):
    """Where mails go and whether the digest is wanted.

    Another address needs the password: who sits down at an open session must not be able to have a new password sent to
    an address of their own.
    """

    password = forms.CharField(
        label="Kata sandi sekarang",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Hanya bila alamat surel diganti.",
    )

    class Meta:
        model = User
        fields = ["email", "mail_digest"]
        labels = {"email": "Alamat surel", "mail_digest": "Kirim ringkasan harian lewat surel"}
        help_texts = {"email": "Untuk ringkasan harian dan tautan bila lupa kata sandi. Boleh kosong."}
        error_messages = {"email": {"invalid": BROKEN_ADDRESS}}

    field_order = ["email", "password", "mail_digest"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.stored_email = self.instance.email

    def clean(self) -> dict[str, object]:
        """Ask for the password where the address changes."""
        cleaned = super().clean()
        changes = "email" in cleaned and cleaned["email"] != self.stored_email
        if changes and not self.instance.check_password(cleaned.get("password", "")):
            self.add_error(
                "password", "Isi kata sandi Anda untuk mengganti alamat surel; yang diisi kosong atau tidak cocok."
            )
        return cleaned
