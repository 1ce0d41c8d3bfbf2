"""Accounts of a unit: everybody who holds a post, and the operator, made and invited in one act."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from agreements.actions.inviting import AccountError, make_accounts
from agreements.enums import Role
from agreements.forms.organisation.accounts import AccountsForm
from agreements.letters import mail_invitations
from agreements.models import User
from agreements.policies import check_can_make_accounts
from agreements.queries.organisation import holders_without_account, unit_rows
from agreements.views.organisation.desk import REFUSED, keepers_only, page, unit_or_404


@never_cache
@keepers_only
def unit_accounts(request: HttpRequest, unit: str) -> HttpResponse:
    """Propose an account for each holder and an operator; on POST make them, and show their links this once."""
    row = unit_or_404(unit)
    check_can_make_accounts(request.user)
    operators = list(
        User.objects.filter(grants__role=Role.OPERATOR, grants__unit=row, is_active=True).order_by("username")
    )
    form = AccountsForm(
        request.POST or None,
        unit=row,
        holders=holders_without_account(row, timezone.localdate()),
        taken={name.lower() for name in User.objects.values_list("username", flat=True)},
        needs_operator=not operators,
    )
    (state,) = unit_rows([row], timezone.localdate())
    context = {"unit": row, "form": form, "operators": operators, "mail": settings.MAIL, "state": state}
    if request.method != "POST":
        return page(request, "accounts", context)
    if form.is_valid():
        try:
            made = make_accounts(unit=row, accounts=form.accounts, by=request.user)
        except AccountError as error:
            form.refuse(error.place, str(error))
        else:
            # After the transaction, since mails go out.
            return page(request, "invited", {"unit": row, "lines": mail_invitations(made), "mail": settings.MAIL})
    context |= {"faults": form.faults, "general": form.non_field_errors()}
    return page(request, "accounts", context, REFUSED)
