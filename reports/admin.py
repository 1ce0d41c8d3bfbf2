"""Django's admin for the quarter: it shows. Figures are typed in the entry grid, reports move by their workflow.

Everything here is written by `reports.actions`, with its trail, so nothing here is editable; form and date of a report
are set on its page 'Atur laporan'.
"""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from agreements.admin.base import ReadOnlyMixin, Rows, shorten
from agreements.enums import ItemState, ResponseOption
from agreements.numbers import format_exact, format_money
from reports.models import (
    Activity,
    BatchItem,
    BudgetRealization,
    Event,
    FollowUp,
    Incident,
    IndicatorRealization,
    Obstacle,
    Photo,
    Report,
    ReportText,
    Strategy,
    StrategyItem,
    SuperiorResponse,
    TermValue,
    Worker,
)


class ShownRows(ReadOnlyMixin, Rows):
    """Base of rows that a page shows."""


# -- reports -----------------------------------------------------------------------------------------------------------


class ReportTextInline(ShownRows):
    """Texts edited by hand."""

    model = ReportText
    fields = ["section", "text", "updated_at", "updated_by"]
    readonly_fields = ["updated_at"]


class FollowUpInline(ShownRows):
    """Rencana tindak lanjut."""

    model = FollowUp
    fields = ["order", "text", "closing"]


class ObstacleInline(ShownRows):
    """Hambatan dan solusi."""

    model = Obstacle
    fields = ["order", "text", "solution"]


class ActivityInline(ShownRows):
    """Aktivitas yang ditindaklanjuti."""

    model = Activity
    fields = ["order", "group", "text"]


class PhotoInline(ShownRows):
    """Dokumentasi kegiatan."""

    model = Photo
    fields = ["order", "text", "taken_on", "image"]


class SuperiorResponseInline(ShownRows):
    """Tanggapan atasan, one row a round."""

    model = SuperiorResponse
    fields = ["round", "ticked", "note"]
    readonly_fields = ["ticked"]

    @admin.display(description="pilihan")
    def ticked(self, response: SuperiorResponse) -> str:
        """The boxes ticked, in words."""
        return "; ".join(ResponseOption(option).label for option in response.options) or self.get_empty_value_display()


@admin.register(Report)
class ReportAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Reports: all of them can be looked at."""

    list_display = ["position_name", "unit_name", "year", "quarter", "status", "form", "updated_at"]
    list_filter = ["year", "quarter", "status", "form", ("position__unit", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["position__name", "position__unit__name"]
    date_hierarchy = "updated_at"
    list_per_page = 50
    inlines = [
        ReportTextInline,
        FollowUpInline,
        ObstacleInline,
        ActivityInline,
        PhotoInline,
        SuperiorResponseInline,
    ]
    fields = ["position", "year", "quarter", "status", "form", "signed_on", "version", "updated_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Fetch post and unit."""
        return super().get_queryset(request).select_related("position__unit")

    @admin.display(description="jabatan", ordering="position__name")
    def position_name(self, report: Report) -> str:
        """The post, without its unit."""
        return report.position.name

    @admin.display(description="unit kerja", ordering="position__unit__name")
    def unit_name(self, report: Report) -> str:
        """The unit."""
        return report.position.unit.name


class StrategyItemInline(ShownRows):
    """Sentences of a strategy."""

    model = StrategyItem
    fields = ["order", "text", "months"]


@admin.register(Strategy)
class StrategyAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Strategies per indicator or budget line."""

    list_display = ["report", "order", "subject", "months"]
    list_filter = ["report__year", "report__quarter", ("report__position__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["report__position__unit", "item__indicator", "indicator", "budget_line"]
    search_fields = ["items__text", "report__position__name"]
    inlines = [StrategyItemInline]

    @admin.display(description="pokok")
    def subject(self, strategy: Strategy) -> str:
        """What the strategy is for."""
        return shorten(str(strategy))


# -- figures -----------------------------------------------------------------------------------------------------------


class TermValueInline(ShownRows):
    """Values of the parts of a ratio."""

    model = TermValue
    fields = ["term", "value"]


@admin.register(IndicatorRealization)
class IndicatorRealizationAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Realizations of indicators, typed in the entry grid."""

    list_display = ["indicator_name", "unit_name", "year", "quarter", "figure", "shown", "updated_at", "updated_by"]
    list_filter = ["year", "quarter", ("indicator__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["indicator__unit", "updated_by"]
    search_fields = ["indicator__name", "indicator__unit__name", "note"]
    date_hierarchy = "updated_at"
    inlines = [TermValueInline]

    @admin.display(description="indikator", ordering="indicator__name")
    def indicator_name(self, fact: IndicatorRealization) -> str:
        """The beginning of the name."""
        return shorten(fact.indicator.name)

    @admin.display(description="unit kerja", ordering="indicator__unit__name")
    def unit_name(self, fact: IndicatorRealization) -> str:
        """The unit."""
        return fact.indicator.unit.name

    @admin.display(description="realisasi", ordering="value")
    def figure(self, fact: IndicatorRealization) -> str | None:
        """The figure as typed, with its unit of measure."""
        return None if fact.value is None else f"{format_exact(fact.value)} {fact.indicator.unit_of_measure}"


@admin.register(BudgetRealization)
class BudgetRealizationAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Money spent, typed in the entry grid."""

    list_display = ["line_name", "unit_name", "year", "quarter", "money", "updated_at", "updated_by"]
    list_filter = ["budget_line__year", "quarter", ("budget_line__unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["budget_line__unit", "updated_by"]
    search_fields = ["budget_line__code", "budget_line__name", "budget_line__unit__name", "note"]
    date_hierarchy = "updated_at"

    @admin.display(description="baris anggaran", ordering="budget_line__order")
    def line_name(self, fact: BudgetRealization) -> str:
        """Code and the beginning of the name."""
        return shorten(str(fact.budget_line))

    @admin.display(description="unit kerja", ordering="budget_line__unit__name")
    def unit_name(self, fact: BudgetRealization) -> str:
        """The unit."""
        return fact.budget_line.unit.name

    @admin.display(description="tahun", ordering="budget_line__year")
    def year(self, fact: BudgetRealization) -> str:
        """The budget year."""
        return str(fact.budget_line.year)

    @admin.display(description="realisasi (Rp)", ordering="amount")
    def money(self, fact: BudgetRealization) -> str | None:
        """The amount as documents print it."""
        return None if fact.amount is None else format_money(fact.amount)


# -- trail -------------------------------------------------------------------------------------------------------------


@admin.register(Event)
class EventAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The trail: append-only, also for administrators."""

    list_display = ["at", "unit", "by", "action", "subject"]
    list_filter = ["action", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit", "by"]
    search_fields = ["subject", "action", "by__username", "unit__name"]
    date_hierarchy = "at"
    ordering = ["-id"]
    list_per_page = 50


# -- what went wrong ---------------------------------------------------------------------------------------------------


@admin.register(Incident)
class IncidentAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Faults and slow moments of all machines, the newest first; the number is the one that a page told."""

    list_display = ["at", "kind", "number", "user", "machine", "told"]
    list_filter = ["kind", "machine"]
    search_fields = ["number", "user", "text"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    list_per_page = 50

    @admin.display(description="uraian")
    def told(self, incident: Incident) -> str:
        """The beginning of the first line."""
        return shorten(incident.text.partition("\n")[0])


@admin.register(BatchItem)
class BatchItemAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Files of jobs of downloads that failed, or that were tried more than once."""

    list_display = ["path", "unit", "state", "attempts", "failure", "held", "ended"]
    list_filter = ["state", "kind", ("unit", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["path", "failure", "unit__name"]
    ordering = ["-id"]
    list_per_page = 50
    fields = ["batch", "path", "kind", "unit", "state", "attempts", "failure", "held", "ended"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BatchItem]:
        """Leave out the thousands with which all is well."""
        troubled = Q(state=ItemState.FAILED) | Q(attempts__gt=1)
        return super().get_queryset(request).filter(troubled).select_related("unit", "batch__unit")


@admin.register(Worker)
class WorkerAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Workers, and when each gave its last sign."""

    list_display = ["name", "since", "seen"]
    search_fields = ["name"]
    ordering = ["-seen"]
