"""Forms of an account: signing in, a new password."""

from crispy_forms.helper import FormHelper
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.fields["old_password"].label = "Kata sandi sekarang"
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password2"].label = "Kata sandi baru, sekali lagi"
