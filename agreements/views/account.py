"""The account's own pages."""

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from agreements.actions import save_contact
from agreements.forms.account import ContactForm, NewPasswordForm
from agreements.models import User


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


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the own account; take the address for mails and whether the digest is wanted."""
    # A copy of the row: the form writes what was typed into it, and the head of the page names the account.
    form = ContactForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        changed = save_contact(
            email=form.cleaned_data["email"], mail_digest=form.cleaned_data["mail_digest"], by=request.user
        )
        messages.success(request, "Akun Anda disimpan." if changed else "Tidak ada yang berubah.")
        return redirect("account")
    return render(request, "agreements/account/detail.html", {"form": form})
