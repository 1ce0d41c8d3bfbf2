"""The account's own pages."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordChangeView, PasswordResetDoneView, PasswordResetView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agreements.actions import LINK_IS_GONE, accept_invitation, save_contact, set_forgotten_password
from agreements.forms.account import ContactForm, FirstPasswordForm, ForgottenForm, NewPasswordForm
from agreements.models import SecondFactor, User
from agreements.policies import Refused
from agreements.queries import account_to_reset, open_invitation
from agreements.views.second_factor import enter

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


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


@GET_AND_POST
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
    has_second_factor = SecondFactor.objects.filter(user=request.user).exists()
    return render(request, "agreements/account/detail.html", {"form": form, "second_factor": has_second_factor})


# -- links to set a password -------------------------------------------------------------------------------------------
#
# Django's own page for such links keeps the token in the session on a GET; ours stays in the address, which
# `Referrer-Policy: same-origin` hands to nobody, and reading it writes nothing.


@method_decorator([login_not_required, never_cache], name="dispatch")
class ForgottenView(PasswordResetView):
    """Ask for a link by mail; where no mail leaves the house, say whom to ask instead."""

    form_class = ForgottenForm
    template_name = "agreements/account/forgotten.html"
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        """Send the link, where there is a way to."""
        return super().form_valid(form) if settings.MAIL else self.form_invalid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add whether mail leaves the house."""
        return super().get_context_data(**kwargs) | {"mail": settings.MAIL}


@method_decorator(login_not_required, name="dispatch")
class ForgottenDoneView(PasswordResetDoneView):
    """The same answer, whether or not there is such an account."""

    template_name = "agreements/account/forgotten_done.html"


@login_not_required
@never_cache
@sensitive_post_parameters()
@GET_AND_POST
def password_reset_confirm(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Set a forgotten password by a mailed link."""
    user = account_to_reset(key, token)
    if user is None:
        return _link_is_gone(request)
    form = FirstPasswordForm(user, request.POST or None)
    if not form.is_valid():
        return _password_page(request, form, user)
    try:
        set_forgotten_password(token=token, password=form.cleaned_data["new_password1"], by=user)
    except Refused:
        return _link_is_gone(request)
    messages.success(request, "Kata sandi sudah diganti. Silakan masuk.")
    return redirect("login")


@login_not_required
@never_cache
@sensitive_post_parameters()
@GET_AND_POST
def invitation(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Set the password of an account one was invited to, and sign in."""
    found = open_invitation(number, token)
    if found is None:
        return _link_is_gone(request)
    form = FirstPasswordForm(found.user, request.POST or None)
    if not form.is_valid():
        return _password_page(request, form, found.user)
    try:
        user = accept_invitation(
            invitation=found, token=token, password=form.cleaned_data["new_password1"], by=found.user
        )
    except Refused:
        return _link_is_gone(request)
    answer = enter(request, user, reverse("home"))
    told = "Anda sudah masuk." if request.user.is_authenticated else "Tinggal satu langkah lagi."
    messages.success(request, f"Kata sandi sudah dibuat. {told}")
    return answer


def _password_page(request: HttpRequest, form: FirstPasswordForm, user: User) -> HttpResponse:
    return render(request, "agreements/account/first_password.html", {"form": form, "username": user.username})


def _link_is_gone(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/account/link_gone.html", {"reason": LINK_IS_GONE}, status=410)
