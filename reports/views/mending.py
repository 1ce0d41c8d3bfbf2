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
from agreements.models import Agreement, AgreementItem, Appointment, Position, Unit, User
from agreements.numbers import format_date
from agreements.policies import Refused, check_can_import_budget, check_can_keep_organisation, check_can_plan
from agreements.promise import Promise
from agreements.queries import agreements_with_rows, appointment_on, newest_of, read_promise
from reports.inputs import ReportInputs
from reports.results import Finding, Kept

AMENDED = "Perjanjian yang sudah ditandatangani hanya berubah lewat Perubahan."


@dataclass(frozen=True)
class Way:
    """A link: where it leads, and what it says."""

    address: str
    label: str


@dataclass(frozen=True)
class Paper:
    """Where an agreement says what a finding is about; `agreement` is None where the post has none."""

    agreement: Agreement | None
    field: str
    """Id of the field on the page where a draft is edited."""
    label: str = "Sunting PK"

    @property
    def is_signed(self) -> bool:
        """Whether only a Perubahan changes it."""
        return self.agreement is not None and self.agreement.signed_on is not None


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
        ways = (WAYS[kept](self, finding, inputs) for kept in kinds)
        return tuple(dict.fromkeys(way for way in ways if way is not None))

    def keeper(self, finding: Finding, inputs: ReportInputs) -> str:
        """Say who mends it, where the account may mend nothing of it; '' else.

        That what was signed changes by a Perubahan alone is said there too, since no link says it.
        """
        if Kept.PROMISE in finding.kept and not self._mends_dates:
            late = self._signed_too_late(inputs)
            if late is not None and late.signed_on is not None:
                return (
                    f"Perjanjian Kinerja jabatan ini ditandatangani {format_date(late.signed_on)}, sesudah triwulan"
                    " berakhir. Bila tanggal itu salah catat, administrator yang memperbaikinya."
                )
        kinds = [kept for kept in finding.kept if kept is not Kept.FIGURE]
        refusals = [self._refusal(kept) for kept in kinds]
        if not refusals or not all(refusals):
            return ""
        papers = (PAPERS[kept](self, finding, inputs) for kept in kinds if kept in PAPERS)
        told = [*refusals, *(AMENDED for paper in papers if paper.is_signed)]
        return " ".join(dict.fromkeys(told))

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

    def _way_to(self, paper: Paper, inputs: ReportInputs) -> Way:
        """Return the way to a field of a draft, to the Perubahan of what is signed, to the plan where there is none."""
        agreement = paper.agreement
        if agreement is None:
            address = reverse("plan", args=[self.unit.slug, self.year])
            return Way(f"{address}#jabatan-{self._keys.get(inputs.position_slug, '')}", "Siapkan PK")
        place = [self.unit.slug, agreement.position.slug, self.year, agreement.kind]
        if paper.is_signed:
            return Way(f"{reverse('agreement', args=place)}#perubahan", "Buat Perubahan PK")
        return Way(f"{reverse('agreement_edit', args=place)}#{paper.field}", paper.label)

    def paper(self, kept: Kept, finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to where an agreement says such a thing."""
        return self._way_to(PAPERS[kept](self, finding, inputs), inputs)

    def promise(self, _finding: Finding, inputs: ReportInputs) -> Way:
        """Return the way to the indicators of the post's agreement.

        One signed after the quarter says nothing of it whatever it holds: there the date is to be mended, by whoever
        may, and others only look at it.
        """
        late = self._signed_too_late(inputs)
        if late is None:
            return self._way_to(self._aims(_finding, inputs), inputs)
        if self._mends_dates:
            return Way(
                f"{reverse('admin:agreements_agreement_change', args=[late.pk])}#id_signed_on", "Ubah tanggal PK"
            )
        place = [self.unit.slug, late.position.slug, self.year, late.kind]
        return Way(reverse("agreement", args=place), "Lihat PK")

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

    def signature(self, _finding: Finding, inputs: ReportInputs) -> Way | None:
        """Return the way to note when the agreement was signed; None where that is done by now."""
        agreement, _ = self._own(inputs)
        if agreement is None or agreement.signed_on is not None:
            return None
        place = [self.unit.slug, agreement.position.slug, self.year, agreement.kind]
        return Way(f"{reverse('agreement_sign', args=place)}#id_signed_on", "Catat tanda tangan")

    def _aims(self, _finding: Finding, inputs: ReportInputs) -> Paper:
        return Paper(self._own(inputs)[0], f"daftar-{AIMS}")

    def _target(self, finding: Finding, inputs: ReportInputs) -> Paper:
        return self._promised(finding, inputs, "target")

    def _target_words(self, finding: Finding, inputs: ReportInputs) -> Paper:
        return self._promised(finding, inputs, "shown")

    def _promised(self, finding: Finding, inputs: ReportInputs, name: str) -> Paper:
        """Return a field of the indicator in the post's own agreement, else in one that promises it.

        Where none does, it has to be promised before it has a target: in a new row of the own one.
        """
        own = self._own(inputs)
        for agreement, promise in (own, *self._plan):
            field = _field_of_item(promise, _number(finding), name)
            if field:
                return Paper(agreement, field)
        return Paper(own[0], _field_of_new_item(own[1]), "Tambahkan ke PK")

    def _wording(self, finding: Finding, inputs: ReportInputs) -> Paper:
        agreement, promise = self._own(inputs)
        return Paper(agreement, _field_of_item(promise, _number(finding), "wording") or f"daftar-{AIMS}")

    def _money(self, finding: Finding, inputs: ReportInputs) -> Paper:
        agreement, promise = self._own(inputs)
        return Paper(agreement, _field_of_amount(promise, _number(finding)) or f"daftar-{LINES}")

    def _party(self, _finding: Finding, inputs: ReportInputs) -> Paper:
        return Paper(self._own(inputs)[0], "id_superior_title")

    def name(self, finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to an indicator's name."""
        return self._indicator(finding, "id_name", "Ubah indikator")

    def measure(self, finding: Finding, _inputs: ReportInputs) -> Way | None:
        """Return the way to an indicator's unit of measure; None where a signature holds it fast."""
        if _number(finding) in self._signed:
            return None
        return self._indicator(finding, "id_unit_of_measure", "Ubah satuan")

    def shape(self, finding: Finding, _inputs: ReportInputs) -> Way:
        """Return the way to an indicator's formula."""
        return self._indicator(finding, "id_formula", "Ubah indikator")

    def _indicator(self, finding: Finding, field: str, label: str) -> Way:
        address = reverse("indicator", args=[self.unit.slug, self.year, _number(finding)])
        return Way(f"{address}#{field}", label)

    @cached_property
    def _signed(self) -> frozenset[int]:
        """Ids of indicators that a signed agreement promises, of whatever year."""
        rows = AgreementItem.objects.filter(
            agreement__position__unit=self.unit, agreement__signed_on__isnull=False
        ).values_list("indicator_id", flat=True)
        return frozenset(rows)

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


PAPERS: Mapping[Kept, Callable[[Mending, Finding, ReportInputs], Paper]] = {
    Kept.PROMISE: Mending._aims,
    Kept.TARGET: Mending._target,
    Kept.TARGET_WORDS: Mending._target_words,
    Kept.WORDING: Mending._wording,
    Kept.MONEY: Mending._money,
    Kept.PARTY: Mending._party,
}
"""What an agreement says, and where."""

PLANNED = PAPERS.keys() | {Kept.SIGNATURE, Kept.NAME, Kept.MEASURE, Kept.SHAPE}
"""What is prepared with the year's plan."""

WAYS: Mapping[Kept, Callable[[Mending, Finding, ReportInputs], Way | None]] = {
    Kept.PROMISE: Mending.promise,
    Kept.SIGNATURE: Mending.signature,
    **{
        kept: lambda mending, finding, inputs, kept=kept: mending.paper(kept, finding, inputs)
        for kept in PAPERS.keys() - {Kept.PROMISE}
    },
    Kept.NAME: Mending.name,
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


def _field_of_item(promise: Promise, indicator: int, name: str) -> str:
    """Return the id of a field of an indicator, on the page of the agreement; '' where that does not promise it."""
    for place, aim in enumerate(promise.aims):
        for row, item in enumerate(aim.items):
            if item.indicator_id == indicator:
                return f"id_{AIMS}-{place}-{INNER}-{row}-{name}"
    return ""


def _field_of_new_item(promise: Promise) -> str:
    """Return the id of the field in which a new row chooses its indicator: behind the others of the last sasaran."""
    place = max(len(promise.aims) - 1, 0)
    row = len(promise.aims[place].items) if promise.aims else 0
    return f"id_{AIMS}-{place}-{INNER}-{row}-indicator"


def _field_of_amount(promise: Promise, line: int) -> str:
    """Return the id of the field with a budget line's amount, on the page of the agreement; '' where it has none."""
    rows = (row for row, money in enumerate(promise.money) if money.line_id == line)
    return next((f"id_{LINES}-{row}-amount" for row in rows), "")
