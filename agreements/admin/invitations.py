"""Inviting people from the pages of accounts: a one-time link, shown once to copy, and mailed to who has an address."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from agreements.actions import invite
from agreements.actions.second_factor import reset_second_factor
from agreements.admin.base import ReadOnlyMixin, Rows
from agreements.letters import mail_invitations
from agreements.models import Invitation, SecondFactor, User
from agreements.policies import Refused, can_reset_second_factor


class InvitationInline(ReadOnlyMixin, Rows):
    """The invitations of an account: who made them, when, and when one was used."""

    model = Invitation
    fk_name = "user"
    fields = ["at", "by", "used_at"]


class InvitingMixin:
    """Adds to the pages of accounts: a button, an action for several, and an invitation after adding one."""

    actions = ["invite_selected"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page behind the button."""
        view = self.admin_site.admin_view(self.invite_view)
        reset = self.admin_site.admin_view(self.reset_view)
        return [
            path("<int:number>/undang/", view, name="agreements_user_invite"),
            path("<int:number>/dua-langkah/", reset, name="agreements_user_reset_second_factor"),
            *super().get_urls(),
        ]

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

    def reset_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take away the authenticator of somebody who lost it; ask first."""
        user = get_object_or_404(User, pk=number)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            if reset_second_factor(user=user, by=request.user):
                messages.success(request, f"Verifikasi dua langkah {user.username} disetel ulang; sesinya diakhiri.")
            else:
                messages.info(request, f"Akun {user.username} tidak memakai verifikasi dua langkah.")
            return redirect("admin:agreements_user_change", number)
        context = {
            "original": user,
            "set_up": SecondFactor.objects.filter(user=user).exists(),
            "may_reset": can_reset_second_factor(request.user, user),
        }
        return self._page(request, "reset_second_factor", "Setel ulang verifikasi dua langkah", context)

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
                made.append(invite(user=user, by=request.user))
            except Refused as refused:
                messages.error(request, str(refused))
        context = {"lines": mail_invitations(made), "mail": settings.MAIL}
        response = self._page(request, "invitations", "Undangan", context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, object]) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/agreements/user/{name}.html", shared | context)
