"""Inviting people from the pages of accounts: a one-time link, shown once to copy, and mailed to who has an address."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from agreements.actions import invite
from agreements.admin.base import ReadOnlyMixin
from agreements.letters import good_until, invitation_letter, invitation_link, send
from agreements.models import Invitation, User
from agreements.policies import Refused


class InvitationInline(ReadOnlyMixin, admin.TabularInline):
    """The invitations of an account: who made them, when, and when one was used."""

    model = Invitation
    fk_name = "user"
    fields = ["at", "by", "used_at"]
    extra = 0


class InvitingMixin:
    """Adds to the pages of accounts: a button, an action for several, and an invitation after adding one."""

    actions = ["invite_selected"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page behind the button."""
        view = self.admin_site.admin_view(self.invite_view)
        return [path("<int:number>/undang/", view, name="agreements_user_invite"), *super().get_urls()]

    @admin.action(description="Undang akun terpilih dengan tautan", permissions=["change"])
    def invite_selected(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Invite several accounts at once."""
        return self.show_invitations(request, queryset)

    def invite_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask first: a new link ends the one before."""
        user = get_object_or_404(User, pk=number)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            return self.show_invitations(request, [user])
        return self._page(request, "invite", "Undang dengan tautan", {"original": user, "mail": settings.MAIL})

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """Remember whom to invite once the account is stored; in the window of another page just close it."""
        if IS_POPUP_VAR not in request.POST:
            request.added_account = obj
        return super().response_add(request, obj, post_url_continue)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Add an account without a password, then invite its owner: after the transaction, since mails go out."""
        response = super().add_view(request, form_url, extra_context)
        added = getattr(request, "added_account", None)
        return self.show_invitations(request, [added]) if added else response

    def show_invitations(self, request: HttpRequest, users: Iterable[User]) -> HttpResponse:
        """Make the links and show them, this once; mail those that can be mailed."""
        made = []
        for user in users:
            try:
                invitation, token = invite(user=user, by=request.user)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                made.append((invitation, invitation_link(invitation, token)))
        mailed = self._mailed(made)
        lines = [
            {
                "account": invitation.user,
                "link": link,
                "until": good_until(invitation.at),
                "mailed": mailed.get(invitation.pk),
            }
            for invitation, link in made
        ]
        response = self._page(request, "invitations", "Undangan", {"lines": lines, "mail": settings.MAIL})
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @staticmethod
    def _mailed(made: Iterable[tuple[Invitation, str]]) -> dict[int, bool]:
        """Mail the invitations of accounts with an address, and return per invitation whether that worked."""
        if not settings.MAIL:
            return {}
        addressed = [(invitation, link) for invitation, link in made if invitation.user.email]
        sent = send([invitation_letter(invitation, link).to(invitation.user.email) for invitation, link in addressed])
        return {invitation.pk: went for (invitation, _), went in zip(addressed, sent, strict=True)}

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, object]) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/agreements/user/{name}.html", shared | context)
