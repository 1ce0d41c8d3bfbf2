"""Pages that belong to no app: login (which knows the demo), health."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agreements.enums import Role
from agreements.forms.account import SignInForm

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

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the demo users where they exist."""
        context = super().get_context_data(**kwargs)
        context["demo_users"], context["demo_password"] = (), ""
        if settings.DEMO:
            from reports.demo import DEMO_PASSWORD, DEMO_USERS  # noqa: PLC0415 -- only a demo knows its users

            context["demo_users"] = [
                (user.username, user.label, _sees(user.role, user.superuser)) for user in DEMO_USERS
            ]
            context["demo_password"] = DEMO_PASSWORD
        return context


def _sees(role: Role | None, superuser: bool) -> str:
    """Say what a demo account shows."""
    if superuser:
        return "semua unit, dan data induk"
    return SEES[role]


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view gets its request
    """Say whether the application and its database answer; 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "galat", "basis_data": "tidak menjawab"}, status=503)
    return JsonResponse({"status": "sehat", "basis_data": "menjawab"})
