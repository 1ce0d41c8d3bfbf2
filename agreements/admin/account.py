"""Admin of accounts and their roles, and the history of what was changed in the admin."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from agreements.admin.base import OfficeInline, ReadOnlyMixin
from agreements.admin.invitations import InvitationInline, InvitingMixin
from agreements.forms.account import NewAccountForm
from agreements.models import RoleGrant, User

# Rights come from posts and role grants, never from groups.
admin.site.unregister(Group)


class RoleGrantInline(OfficeInline):
    """Roles beside the posts that the account's official holds."""

    model = RoleGrant
    autocomplete_fields = ["unit"]


@admin.register(User)
class AccountAdmin(InvitingMixin, UserAdmin):
    """Accounts: who they belong to and what they may do. Nobody but their owner knows a password."""

    add_form = NewAccountForm
    add_form_template = "admin/agreements/user/add_form.html"
    add_fieldsets = [(None, {"fields": ["username", "first_name", "last_name", "email"]})]

    list_display = ["username", "official_name", "roles", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "grants__role", ("grants__unit", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "first_name", "last_name", "email", "official__name", "official__nip"]
    filter_horizontal = []
    inlines = [RoleGrantInline, InvitationInline]
    date_hierarchy = "last_login"
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Data diri", {"fields": ["first_name", "last_name", "email"]}),
        (
            "Hak",
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": (
                    "Hak sehari-hari datang dari jabatan pejabatnya dan dari peran di bawah. Status staf dan "
                    "superuser hanya untuk administrator yang mengelola data induk."
                ),
            },
        ),
        ("Waktu", {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Fetch what the list shows."""
        return super().get_queryset(request).select_related("official").prefetch_related("grants__unit")

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[type[InlineModelAdmin]]:
        """An account that is being added has no invitations yet."""
        inlines = super().get_inlines(request, obj)
        return inlines if obj else [inline for inline in inlines if inline is not InvitationInline]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Add accounts without a password; end the sessions of one that is deactivated.

        Django refuses them while it is inactive; counted up, they don't come back to life with the account either.
        """
        if not change:
            obj.set_unusable_password()
        elif "is_active" in form.changed_data and not obj.is_active:
            obj.sessions_ended += 1
        super().save_model(request, obj, form, change)

    @admin.display(description="pejabat", ordering="official__name")
    def official_name(self, user: User) -> str | None:
        """The official that the account belongs to."""
        return user.official.name if hasattr(user, "official") else None

    @admin.display(description="peran")
    def roles(self, user: User) -> str | None:
        """Roles, an operator's with the unit."""
        shown = [
            f"{grant.get_role_display()} ({grant.unit.short_name})" if grant.unit else grant.get_role_display()
            for grant in user.grants.all()
        ]
        return "; ".join(shown) or None


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Who changed which master data in the admin."""

    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag", "get_change_message"]
    list_filter = ["action_flag", "content_type"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "user__username", "change_message"]
    date_hierarchy = "action_time"
    list_per_page = 50
