"""Admin of the organisation: kabupaten, units, posts, officials, appointments, duties and their legal basis."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.arms import ARMS_FIELDS, ArmsMixin
from agreements.admin.base import OfficeAdmin, OfficeInline, OwnRowsInline, shorten
from agreements.forms.nip import NipField
from agreements.models import (
    Appointment,
    Citation,
    Duty,
    Official,
    Position,
    PredicateBand,
    Regency,
    Regulation,
    StrategicIssue,
    Unit,
)
from agreements.numbers import format_nip


class PredicateBandInline(OfficeInline):
    """The kabupaten's own scale; without rows the usual one applies."""

    model = PredicateBand


@admin.register(Regency)
class RegencyAdmin(ArmsMixin, OfficeAdmin):
    """A kabupaten and what it may choose."""

    list_display = ["name", "efficiency", "display_cap"]
    search_fields = ["name"]
    inlines = [PredicateBandInline]
    fieldsets = [
        (None, {"fields": ["name", "efficiency", "cost_per_outcome", "display_cap"]}),
        ("Sampul", {"fields": ARMS_FIELDS}),
    ]


class StrategicIssueInline(OfficeInline):
    """Lines of 'permasalahan utama' in BAB I."""

    model = StrategicIssue


@admin.register(Unit)
class UnitAdmin(ArmsMixin, OfficeAdmin):
    """Offices that report."""

    list_display = ["name", "kind", "regency", "parent", "place"]
    list_filter = ["kind", "regency"]
    list_select_related = ["regency", "parent"]
    search_fields = ["name", "short_name", "slug"]
    autocomplete_fields = ["regency", "parent", "goal_measure"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [StrategicIssueInline]
    fieldsets = [
        (None, {"fields": ["regency", "name", "short_name", "slug", "kind", "parent"]}),
        (
            "Sampul dan tanda tangan",
            {
                "fields": ["place", "address", "phone", *ARMS_FIELDS],
                "description": "Dicetak di sampul dan di atas tanda tangan setiap laporan unit ini.",
            },
        ),
        (
            "Gambaran umum (BAB I)",
            {
                "fields": [
                    "villages",
                    "civil_servants",
                    "other_staff",
                    "goal",
                    "goal_measure",
                    "goal_indicator",
                    "goal_aspects",
                    "main_problem",
                ],
            },
        ),
    ]


class AppointmentInline(OfficeInline):
    """Who holds the post, and since when."""

    model = Appointment
    autocomplete_fields = ["official", "position"]


class CitationInline(OfficeInline):
    """Which regulations BAB I of the post cites, and where a regulation is cited."""

    model = Citation
    autocomplete_fields = ["regulation", "position"]


class DutyInline(OwnRowsInline):
    """Tugas dan fungsi of the post."""

    model = Duty
    own_choices = {"parent": "position"}


@admin.register(Position)
class PositionAdmin(OfficeAdmin):
    """Posts, their place in the chain of superiors, and the form of their report."""

    list_display = ["name", "unit", "echelon", "superior_name", "reports", "form", "order"]
    list_filter = ["reports", "echelon", "form", ("unit", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "slug", "unit__name", "appointments__official__name"]
    autocomplete_fields = ["unit", "superior"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AppointmentInline, CitationInline, DutyInline]
    fieldsets = [
        (None, {"fields": ["unit", "name", "slug", "signature_title", "echelon", "superior", "order", "main_duty"]}),
        (
            "Laporan",
            {
                "fields": ["reports", "form", "deadline_days", "period_sentence", "ended_on"],
                "description": "Yang dikosongkan mengikuti aturan bawaan menurut eselon dan jenis unit.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        """Fetch what a post's name prints, for lists and for the search boxes of other pages."""
        return super().get_queryset(request).select_related("unit", "superior")

    @admin.display(description="atasan langsung", ordering="superior__name")
    def superior_name(self, position: Position) -> str | None:
        """The superior post, without its unit."""
        return position.superior.name if position.superior else None


@admin.register(Official)
class OfficialAdmin(OfficeAdmin):
    """Civil servants; one without an account signs on paper only."""

    list_display = ["name", "printed_nip", "rank", "posts", "account"]
    list_filter = [("account", admin.EmptyFieldListFilter)]
    list_select_related = ["account"]
    search_fields = ["name", "nip", "appointments__position__name"]
    autocomplete_fields = ["account"]
    inlines = [AppointmentInline]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: object
    ) -> forms.Field | None:
        """Take an NIP as documents print it."""
        if db_field.name == "nip":
            return db_field.formfield(form_class=NipField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        """Fetch the posts that the list shows."""
        return super().get_queryset(request).prefetch_related("appointments__position__unit")

    @admin.display(description="NIP", ordering="nip")
    def printed_nip(self, official: Official) -> str | None:
        """NIP as documents print it."""
        return format_nip(official.nip) if official.nip else None

    @admin.display(description="penugasan yang terbuka")
    def posts(self, official: Official) -> str | None:
        """Posts held without an end date."""
        held = [f"{row.get_kind_display()} {row.position}" for row in official.appointments.all() if row.end is None]
        return "; ".join(held) or None


@admin.register(Appointment)
class AppointmentAdmin(OfficeAdmin):
    """Penugasan: definitif, Plt., Plh., Pj."""

    list_display = ["official", "position", "kind", "start", "end"]
    list_filter = ["kind", ("position__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["official", "position__unit"]
    search_fields = ["official__name", "official__nip", "position__name", "position__unit__name"]
    autocomplete_fields = ["official", "position"]
    date_hierarchy = "start"
    ordering = ["-start"]


@admin.register(Regulation)
class RegulationAdmin(OfficeAdmin):
    """The register of regulations, so that no two reports quote one in two ways."""

    list_display = ["short", "about"]
    search_fields = ["short", "about"]
    inlines = [CitationInline]


@admin.register(Citation)
class CitationAdmin(OfficeAdmin):
    """Where BAB I cites a regulation."""

    list_display = ["position", "purpose", "regulation", "article"]
    list_filter = ["purpose", ("position__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["position__unit", "regulation"]
    search_fields = ["position__name", "regulation__short", "regulation__about", "article"]
    autocomplete_fields = ["position", "regulation"]


@admin.register(Duty)
class DutyAdmin(OfficeAdmin):
    """Tugas dan fungsi, and delegated authorities, of all posts."""

    list_display = ["short_text", "position", "kind", "order"]
    list_filter = ["kind", ("position__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["position__unit"]
    search_fields = ["text", "position__name"]
    autocomplete_fields = ["position", "parent"]

    @admin.display(description="uraian", ordering="text")
    def short_text(self, duty: Duty) -> str:
        """The beginning of the text."""
        return shorten(duty.text)
