"""Pages that belong to no app: login, which knows the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agreements.actions.attempts import count_attempt, forget_attempts
from agreements.enums import Role
from agreements.forms.account import SignInForm
from agreements.tries import how_long, limits_of_name
from agreements.views.second_factor import enter
from reports.views.limiting import client_address

SEES = {
    Role.OPERATOR: "mengisi angka, melihat semua laporan unitnya",
    Role.ORGANISASI: "laporannya sendiri, dan semua unit",
    Role.INSPECTOR: "semua unit, tanpa mengubah apa pun",
    None: "laporannya sendiri, laporan bawahannya, serta laporan dan angka lain unitnya",
}


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    """The login page; in demo mode it says how to get in as each demo user."""

    form_class = SignInForm
    template_name = "agreements/account/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Look at name and password, but only so often for one account from one place."""
        name = request.POST.get("username", "")
        self.limits = limits_of_name(name, client_address(request))
        wait = count_attempt(limits=self.limits, by=None)
        if wait:
            form = self.form_class(request, initial={"username": name})
            return self.render_to_response(self.get_context_data(form=form, wait=how_long(wait)), status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Let in, or ask for the second step."""
        forget_attempts(limits=self.limits, by=form.get_user())
        return enter(self.request, form.get_user(), self.get_success_url())

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the demo users where they exist."""
        context = super().get_context_data(**kwargs)
        context.setdefault("wait", "")
        context["demo_users"], context["demo_password"] = (), ""
        if settings.DEMO:
            from reports.demo import DEMO_PASSWORD, DEMO_USERS  # noqa: PLC0415 -- only a demo knows its users

            context["demo_users"] = [
                (user.username, user.label, _sees(user.role, user.superuser)) for user in DEMO_USERS
            ]
            context["demo_password"] = DEMO_PASSWORD
        return context


@login_not_required
@never_cache
@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """Lead to the one login there is: Django's admin brings another, which asks for the password alone."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("admin:index")))


def _sees(role: Role | None, superuser: bool) -> str:
    """Say what a demo account shows."""
    if superuser:
        return "semua unit, dan data induk"
    return SEES[role]
