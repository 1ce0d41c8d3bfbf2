"""The account's own pages."""

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from agreements.forms.account import NewPasswordForm


class NewPasswordView(PasswordChangeView):
    """Change the own password."""

    form_class = NewPasswordForm
    template_name = "agreements/account/password.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Save and say so."""
        answer = super().form_valid(form)
        messages.success(self.request, "Kata sandi sudah diganti.")
        return answer
