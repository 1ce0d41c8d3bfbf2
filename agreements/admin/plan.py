"""Admin of the year's plan: indicators with their targets, the budget tree with its ceilings, agreements."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.base import OfficeAdmin, OfficeInline, OwnRowsInline, shorten
from agreements.models import (
    Agreement,
    AgreementBudget,
    AgreementItem,
    BudgetLine,
    Ceiling,
    Indicator,
    IndicatorBudgetLine,
    IndicatorTerm,
    LongTermTarget,
    Objective,
    PastValue,
    YearTarget,
)
from agreements.numbers import format_money, month_name

# -- indicators --------------------------------------------------------------------------------------------------------


class IndicatorTermInline(OfficeInline):
    """Named parts of a ratio."""

    model = IndicatorTerm
    fk_name = "indicator"
    autocomplete_fields = ["source"]


class YearTargetInline(OfficeInline):
    """Targets of the years."""

    model = YearTarget


class LongTermTargetInline(OfficeInline):
    """Targets of the Renstra."""

    model = LongTermTarget


class PastValueInline(OfficeInline):
    """Values from before the system was in use."""

    model = PastValue


class BudgetLinksInline(OfficeInline):
    """Which lines pay for an indicator, and which indicators a line pays for."""

    model = IndicatorBudgetLine
    autocomplete_fields = ["indicator", "budget_line"]


@admin.register(Indicator)
class IndicatorAdmin(OfficeAdmin):
    """What is measured; several agreements and budget lines point at the same indicator."""

    list_display = ["short_name", "unit_name", "level", "unit_of_measure", "formula", "direction", "entered_by"]
    list_filter = [
        ("unit", admin.RelatedOnlyFieldListFilter),
        "level",
        "formula",
        "direction",
        "aggregation",
        "entered_by",
    ]
    search_fields = ["name", "unit__name"]
    autocomplete_fields = ["unit", "parent"]
    inlines = [IndicatorTermInline, YearTargetInline, LongTermTargetInline, PastValueInline, BudgetLinksInline]
    fieldsets = [
        (None, {"fields": ["unit", "name", "level", "order", "unit_of_measure"]}),
        (
            "Cara menghitung",
            {
                "fields": ["formula", "parent", "direction", "aggregation", "entered_by"],
                "description": (
                    "Rasio: isi unsur pembilang dan penyebut di bawah. Rata-rata: indikator anak menunjuk indikator "
                    "ini sebagai induknya, dan satuannya %."
                ),
            },
        ),
        ("Uraian", {"fields": ["definition", "on_time_rule", "note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        """Fetch the unit that lists show."""
        return super().get_queryset(request).select_related("unit")

    @admin.display(description="unit kerja", ordering="unit__name")
    def unit_name(self, indicator: Indicator) -> str:
        """The unit as it is called for short."""
        return indicator.unit.short_name

    @admin.display(description="indikator kinerja", ordering="name")
    def short_name(self, indicator: Indicator) -> str:
        """The beginning of the name."""
        return shorten(indicator.name)


# -- budget ------------------------------------------------------------------------------------------------------------


class BudgetLineForm(forms.ModelForm):
    """A budget line with its months as boxes to tick."""

    planned_months = forms.TypedMultipleChoiceField(
        label="Bulan pelaksanaan",
        choices=[(month, month_name(month)) for month in range(1, 13)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CeilingInline(OfficeInline):
    """Pagu, each from a date on."""

    model = Ceiling


@admin.register(BudgetLine)
class BudgetLineAdmin(OfficeAdmin):
    """Program, kegiatan, sub kegiatan of a unit and year."""

    form = BudgetLineForm
    list_display = ["code", "short_name", "unit_name", "year", "level", "latest_ceiling", "responsible_name"]
    list_display_links = ["code", "short_name"]
    list_filter = [("unit", admin.RelatedOnlyFieldListFilter), "year", "level", "holds_amounts"]
    search_fields = ["code", "name", "unit__name"]
    autocomplete_fields = ["unit", "parent", "responsible"]
    inlines = [CeilingInline, BudgetLinksInline]
    fieldsets = [
        (None, {"fields": ["unit", "year", "level", "parent", "order", "code", "name"]}),
        (
            "Angka",
            {
                "fields": ["holds_amounts"],
                "description": (
                    "Pagu dan realisasi hanya ada di baris terendah yang punya angka. Baris di atasnya dijumlahkan, "
                    "jadi jangan diisi di dua tingkat pada cabang yang sama."
                ),
            },
        ),
        ("Pelaksanaan", {"fields": ["responsible", "planned_months"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BudgetLine]:
        """Fetch what the list shows."""
        lines = super().get_queryset(request)
        return lines.select_related("unit", "responsible").prefetch_related("ceilings")

    @admin.display(description="uraian", ordering="name")
    def short_name(self, line: BudgetLine) -> str:
        """The beginning of the name."""
        return shorten(line.name)

    @admin.display(description="unit kerja", ordering="unit__name")
    def unit_name(self, line: BudgetLine) -> str:
        """The unit as it is called for short."""
        return line.unit.short_name

    @admin.display(description="pagu terakhir (Rp)")
    def latest_ceiling(self, line: BudgetLine) -> str | None:
        """The newest ceiling and its document; None on lines that are sums."""
        ceilings = list(line.ceilings.all())
        if not ceilings:
            return None
        return f"{format_money(ceilings[-1].amount)} ({ceilings[-1].get_document_display()})"

    @admin.display(description="penanggung jawab", ordering="responsible__name")
    def responsible_name(self, line: BudgetLine) -> str | None:
        """The responsible post, without its unit."""
        return line.responsible.name if line.responsible else None


# -- agreements --------------------------------------------------------------------------------------------------------


class UnsignedMixin:
    """Rows of an agreement that only a draft lets change: a signed one is changed by a Perubahan."""

    def has_add_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Add to drafts alone."""
        return not is_signed(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Change drafts alone."""
        return not is_signed(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Delete from drafts alone."""
        return not is_signed(obj) and super().has_delete_permission(request, obj)


def is_signed(agreement: Agreement | None) -> bool:
    """Return whether an agreement that is stored was signed."""
    return agreement is not None and agreement.pk is not None and agreement.signed_on is not None


class ObjectiveInline(UnsignedMixin, OfficeInline):
    """Sasaran, at their level."""

    model = Objective


class AgreementItemInline(UnsignedMixin, OwnRowsInline):
    """Rows of the agreement table."""

    model = AgreementItem
    autocomplete_fields = ["indicator"]
    own_choices = {"objective": "agreement"}


class AgreementBudgetInline(UnsignedMixin, OwnRowsInline):
    """Budget lines with the amounts as signed."""

    model = AgreementBudget
    autocomplete_fields = ["budget_line"]
    own_choices = {"objective": "agreement"}


@admin.register(Agreement)
class AgreementAdmin(OfficeAdmin):
    """Perjanjian Kinerja and Perubahan."""

    list_display = ["position", "year", "kind", "signed_on", "supersedes_kind"]
    list_filter = ["year", "kind", ("position__unit", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["position__name", "position__unit__name", "superior_title"]
    autocomplete_fields = ["position", "supersedes"]
    date_hierarchy = "signed_on"
    inlines = [ObjectiveInline, AgreementItemInline, AgreementBudgetInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["position", "year", "kind", "supersedes", "superior_title", "signed_on", "signed_place"],
                "description": (
                    "Simpan sasaran lebih dulu; sesudah itu indikator dan anggaran dapat dihubungkan dengannya. "
                    "Perubahan adalah perjanjian baru yang menggantikan yang lama, bukan suntingan atas yang lama. "
                    "Isi yang sudah ditandatangani terkunci; tanggal yang salah catat dapat diperbaiki di sini."
                ),
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Agreement | None = None) -> list[str]:
        """Leave only the signature of a signed agreement to be mended."""
        fixed = ["position", "year", "kind", "supersedes", "superior_title"]
        return fixed if is_signed(obj) else super().get_readonly_fields(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Delete drafts alone."""
        return not is_signed(obj) and super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        """Fetch what an agreement's name prints, for the list and for the search box of 'menggantikan'."""
        return super().get_queryset(request).select_related("position__unit", "supersedes")

    @admin.display(description="menggantikan", ordering="supersedes")
    def supersedes_kind(self, agreement: Agreement) -> str | None:
        """Kind and year of the agreement it supersedes."""
        old = agreement.supersedes
        return f"{old.get_kind_display()} {old.year}" if old else None
