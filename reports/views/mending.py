"""Where a finding is mended that is not mended in the report: agreement, budget, organisation; and who may do it there.

Each kind of thing that a check names (`reports.results.Kept`) has one page and one policy. Who may not mend it is told
who can, in the words of the policy.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from agreements.forms.promise import AIMS, LINES
from agreements.forms.rows import INNER
from agreements.models import Agreement, Appointment, Position, Unit, User
from agreements.numbers import format_date
from agreements.policies import Refused, check_can_import_budget, check_can_keep_organisation, check_can_plan
from agreements.promise import Promise
from agreements.queries import agreements_with_rows, appointment_on, newest_of, read_promise
from reports.inputs import ReportInputs
from reports.results import Finding, Kept


@dataclass(frozen=True)
class Way:
    """A link: where it leads, and what it says."""

    address: str
    label: str


def _check_can_keep_goal(user: User) -> None:
    if not user.is_staff or not user.has_perm("agreements.change_unit"):
        raise Refused("Indikator tujuan dan targetnya dicatat oleh administrator.")


def _check_can_keep_register(user: User) -> None:
    if not user.is_staff or not user.has_perm("agreements.change_regulation"):
        raise Refused("Register peraturan dicatat oleh administrator.")


@dataclass(frozen=True)
class Mending:
    """Ways to what is kept apart from the reports of a unit, for one account. Rows are read when a finding asks."""

    user: User | None
    """None for whoever may mend it: the address is wanted, whoever will follow it."""
    unit: Unit
    year: int

    def ways(self, finding: Finding, inputs: ReportInputs) -> tuple[Way, ...]:
        """Return the ways to all that may be mended for the finding, as far as the account may."""
        kinds = [kept for kept in finding.kept if kept is not Kept.FIGURE and not self._refusal(kept)]
        return tuple(dict.fromkeys(WAYS[kept](self, finding, inputs) for kept in kinds))

    def keeper(self, finding: Finding, inputs: ReportInputs) -> str:
        """Say who mends it, where the account may mend nothing of it; '' else."""
        if Kept.PROMISE in finding.kept and not self._mends_dates:
            late = self._signed_too_late(inputs)
            if late is not None and late.signed_on is not None:
                return (
                    f"Perjanjian Kinerja jabatan ini ditandatangani {format_date(late.signed_on)}, sesudah triwulan"
                    " berakhir. Bila tanggal itu salah catat, administrator yang memperbaikinya."
                )
        refusals = [self._refusal(kept) for kept in finding.kept if kept is not Kept.FIGURE]
        return " ".join(dict.fromkeys(refusals)) if refusals and all(refusals) else ""

    def _refusal(self, kept: Kept) -> str:
        """Return why the account may not mend such a thing; '' where it may."""
        if self.user is None:
            return ""
        try:
            if kept in PLANNED:
                check_can_plan(self.user, self.unit)
            elif kept is Kept.CEILING:
                check_can_import_budget(self.user, self.unit)
            elif kept is Kept.GOAL:
                _check_can_keep_goal(self.user)
            elif kept is Kept.REGISTER:
                _check_can_keep_register(self.user)
            else:
                check_can_keep_organisation(self.user)
        except Refused as refused:
            return str(refused)
        return ""

    # -- the year's plan -----------------------------------------------------------------------------------------------

    @cached_property
    def _plan(self) -> tuple[tuple[Agreement, Promise], ...]:
        """The agreements at the ends of their chains, drafts first, with what they say."""
        rows = newest_of(agreements_with_rows(self.unit, self.year)).values()
        return tuple((row, read_promise(row)) for row in sorted(rows, key=lambda row: row.signed_on is not None))

    def _own(self, inputs: ReportInputs) -> tuple[Agreement | None, Promise]:
        """Return the agreement of the report's post, None where it has none."""
        found = (pair for pair in self._plan if pair[0].position.slug == inputs.position_slug)
        return next(found, (None, Promise()))

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        return dict(Position.objects.filter(unit=self.unit).values_list("slug", "pk"))

    def _agreement(self, agreement: Agreement | None, field: str, inputs: ReportInputs) -> Way:
        """Return the way to a field of a draft, to the Perubahan of what is signed, to the plan where there is none."""
        if agreement is None:
            address = reverse("plan", args=[self.unit.slug, self.year])
            return Way(f"{address}#jabatan-{self._keys.get(inputs.position_slug, '')}", "Siapkan PK")
        place = [self.unit.slug, agreement.position.slug, self.year, agreement.kind]
        if agreement.signed_on is not None:
            return Way(reverse("agreement", args=place), "Buat Perubahan PK")
        return Way(f"{reverse('agreement_edit', args=place)}#{field}", "Sunting PK")

    def promise(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the indicators of the post's agreement.

        One signed after the quarter says nothing of it whatever it holds: there the date is to be mended, by whoever
        may, and others only look at it.
        """
        late = self._signed_too_late(inputs)
        if late is None:
            return self._agreement(self._own(inputs)[0], f"daftar-{AIMS}", inputs)
        if self._mends_dates:
            return Way(
                f"{reverse('admin:agreements_agreement_change', args=[late.pk])}#id_signed_on", "Ubah tanggal PK"
            )
        return Way(self._agreement(late, "", inputs).address, "Lihat PK")

    def _signed_too_late(self, inputs: ReportInputs) -> Agreement | None:
        """Return the first agreement of a post where all of them were signed after the quarter; None else."""
        return self._first_signed.get(inputs.position_slug) if inputs.agreement is None else None

    @cached_property
    def _first_signed(self) -> Mapping[str, Agreement]:
        """The agreement that each post signed first, by slug."""
        signed = Agreement.objects.filter(position__unit=self.unit, year=self.year, signed_on__isnull=False)
        newest_first = signed.select_related("position").order_by("-signed_on", "-pk")
        return {row.position.slug: row for row in newest_first}

    @property
    def _mends_dates(self) -> bool:
        """Whether the account may mend a date of signature that was noted wrongly."""
        return self.user is None or (self.user.is_staff and self.user.has_perm("agreements.change_agreement"))

    def target(self, finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to a target: in the post's own agreement, else in one that promises the indicator."""
        indicator = _number(finding)
        own = self._own(inputs)
        for agreement, promise in (own, *self._plan):
            field = _field_of_target(promise, indicator)
            if field:
                return self._agreement(agreement, field, inputs)
        return self._agreement(own[0], f"daftar-{AIMS}", inputs)

    def money(self, finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the amounts of the post's agreement."""
        agreement, promise = self._own(inputs)
        return self._agreement(agreement, _field_of_amount(promise, _number(finding)) or f"daftar-{LINES}", inputs)

    def party(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the title of the second party."""
        return self._agreement(self._own(inputs)[0], "id_superior_title", inputs)

    def measure(self, finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to an indicator's name."""
        return self._indicator(finding, "id_name")

    def shape(self, finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to an indicator's formula."""
        return self._indicator(finding, "id_formula")

    def _indicator(self, finding: Finding, field: str) -> Way:
        address = reverse("indicator", args=[self.unit.slug, self.year, _number(finding)])
        return Way(f"{address}#{field}", "Ubah indikator")

    def ceiling(self, _finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to the import of the unit's budget."""
        return Way(f"{reverse('budget_import', args=[self.unit.slug, self.year])}#id_sheet", "Impor anggaran")

    # -- the organisation ----------------------------------------------------------------------------------------------

    @cached_property
    def _posts(self) -> Mapping[str, Position]:
        """The posts of the unit by slug, with the posts above and everybody appointed to either."""
        rows = Position.objects.filter(unit=self.unit).select_related("unit", "superior__unit")
        rows = rows.prefetch_related("appointments__official", "superior__appointments__official")
        return {row.slug: row for row in rows}

    def holder(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to appoint somebody to the post."""
        return self._appoint(self._posts.get(inputs.position_slug))

    def superior_holder(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to appoint somebody to the post above."""
        return self._appoint(self._above(inputs))

    def second_party(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the appointment under which the superior signed the agreement."""
        above = self._above(inputs)
        signed_on = inputs.agreement.signed_on if inputs.agreement else None
        held = appointment_on(above.appointments.all(), signed_on or inputs.signed_on) if above else None
        if above is None or held is None:
            return self._appoint(above)
        address = reverse("appointment_edit", args=[above.unit.slug, above.slug, held.pk])
        return Way(f"{address}#id_kind", "Ubah penugasan")

    def superior(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the field that says which post stands above."""
        return Way(f"{reverse('post_edit', args=[self.unit.slug, inputs.position_slug])}#id_superior", "Ubah jabatan")

    def goal(self, _finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to the goal of the unit, which has no other page for its indicator."""
        return Way(
            f"{reverse('admin:agreements_unit_change', args=[self.unit.pk])}#id_goal_measure", "Ubah tujuan unit"
        )

    def official(self, finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to the official with the NIP; to the unit where nobody has it any more."""
        found = next((row.official for row in self._appointments() if row.official.nip == finding.nip), None)
        if found is None:
            return Way(reverse("organisation_unit", args=[self.unit.slug]), "Buka organisasi")
        return Way(f"{reverse('official_edit', args=[found.pk])}#id_nip", "Ubah pejabat")

    def register(self, _finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to the register of regulations, which has no other page."""
        return Way(reverse("admin:agreements_regulation_changelist"), "Buka register peraturan")

    def _above(self, inputs: ReportInputs) -> Position | None:
        post = self._posts.get(inputs.position_slug)
        return post.superior if post else None

    def _appoint(self, post: Position | None) -> Way:
        """Return the way to appoint somebody; a post that ended takes nobody, and its page says so."""
        if post is None:
            return Way(reverse("organisation_unit", args=[self.unit.slug]), "Buka organisasi")
        if post.ended_on is not None:
            return Way(reverse("organisation_post", args=[post.unit.slug, post.slug]), "Buka jabatan")
        return Way(f"{reverse('post_appoint', args=[post.unit.slug, post.slug])}#id_official", "Catat penugasan")

    def _appointments(self) -> Iterator[Appointment]:
        for post in self._posts.values():
            yield from post.appointments.all()
            if post.superior is not None:
                yield from post.superior.appointments.all()


PLANNED = frozenset({Kept.PROMISE, Kept.TARGET, Kept.MONEY, Kept.PARTY, Kept.MEASURE, Kept.SHAPE})
"""What is prepared with the year's plan."""

WAYS: Mapping[Kept, Callable[[Mending, Finding, ReportInputs], Way]] = {
    Kept.PROMISE: Mending.promise,
    Kept.TARGET: Mending.target,
    Kept.MONEY: Mending.money,
    Kept.PARTY: Mending.party,
    Kept.MEASURE: Mending.measure,
    Kept.SHAPE: Mending.shape,
    Kept.CEILING: Mending.ceiling,
    Kept.HOLDER: Mending.holder,
    Kept.SUPERIOR_HOLDER: Mending.superior_holder,
    Kept.SECOND_PARTY: Mending.second_party,
    Kept.SUPERIOR: Mending.superior,
    Kept.GOAL: Mending.goal,
    Kept.OFFICIAL: Mending.official,
    Kept.REGISTER: Mending.register,
}


def _number(finding: Finding) -> int:
    """Return the id of the indicator or line that a finding is about; 0 where it is about none."""
    number = finding.link.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _field_of_target(promise: Promise, indicator: int) -> str:
    """Return the id of the field with an indicator's target, on the page of the agreement; '' where it has none."""
    for place, aim in enumerate(promise.aims):
        for row, item in enumerate(aim.items):
            if item.indicator_id == indicator:
                return f"id_{AIMS}-{place}-{INNER}-{row}-target"
    return ""


def _field_of_amount(promise: Promise, line: int) -> str:
    """Return the id of the field with a budget line's amount, on the page of the agreement; '' where it has none."""
    rows = (row for row, money in enumerate(promise.money) if money.line_id == line)
    return next((f"id_{LINES}-{row}-amount" for row in rows), "")
