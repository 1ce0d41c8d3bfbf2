"""The agreements of a whole office as a sheet: one row an indicator of a post, with targets, cascade and money."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from agreements.enums import Direction, Echelon, ObjectiveLevel
from agreements.importing.measures import USUAL, contradictions, differences, measure_faults, measure_words
from agreements.importing.promise_rows import QUARTERS, ReadRow, read_rows
from agreements.numbers import format_exact, format_rupiah, same_unit
from agreements.promise import Aim, Imported, Item, Measured, Money, NewIndicator, Promise, Target, plain, target_words
from agreements.queries import StandingBudgetLine, StandingIndicator, StandingPlan, StandingPost
from agreements.seen import fingerprint
from agreements.sheets import Difference, Preview, PreviewRow, RowState, Sheet

SHOWN = ("Jabatan", "Sasaran", "Indikator", "Arah dan rumus", "Target", "Triwulan I / II / III / IV", "Anggaran")
"""Columns of the preview."""

SHORT = {"kasi": "kepala seksi", "kasubbag": "kepala sub bagian", "sekcam": "sekretaris kecamatan"}
SIGNED = "Perjanjian jabatan ini sudah ditandatangani. Buat dulu draf Perubahannya."
LEVELS: Mapping[Echelon, ObjectiveLevel] = {
    Echelon.II_A: ObjectiveLevel.STRATEGIC,
    Echelon.II_B: ObjectiveLevel.STRATEGIC,
    Echelon.III_A: ObjectiveLevel.STRATEGIC,
    Echelon.III_B: ObjectiveLevel.PROGRAM,
    Echelon.IV_A: ObjectiveLevel.KEGIATAN,
    Echelon.IV_B: ObjectiveLevel.KEGIATAN,
    Echelon.STAFF: ObjectiveLevel.SUB_KEGIATAN,
}
"""Level of a sasaran whose row does not tell it."""


@dataclass(frozen=True)
class SheetPlan:
    """What a sheet would change, for people and for the action."""

    preview: Preview
    asked: Imported


def plan_promises(sheets: Sequence[Sheet], standing: StandingPlan) -> SheetPlan:
    """Hold a workbook against the plan of this moment.

    What the sheet does not name stays as it is: nothing is deleted by an import.

    Raises:
        SheetRefusedError: no sheet has the headings.
    """
    name, rows = read_rows(sheets)
    work = _Work(standing)
    previewed = tuple(work.take(row) for row in rows)
    left = work.left_alone()
    remarks = (f"{left} indikator di perjanjian yang disebut tidak ada di lembar ini, dan dibiarkan.",) if left else ()
    return SheetPlan(
        Preview(sheet=name, columns=SHOWN, rows=previewed, seen=fingerprint(standing), remarks=remarks),
        work.asked(),
    )


def _known_as(name: str) -> str:
    """Return a name of a post as it is compared: short forms spelled out, punctuation aside."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(SHORT.get(word, word) for word in words)


@dataclass
class _Draft:
    """What a post shall promise, as far as the rows were read."""

    post: StandingPost
    aims: list[tuple[Aim, list[Item]]]
    money: list[Money]
    named: set[str] = field(default_factory=set)
    """Indicators that the sheet names for the post."""
    touched: bool = False

    @classmethod
    def of(cls, post: StandingPost) -> "_Draft":
        """Begin with what the post promises now."""
        return cls(post, [(aim, list(aim.items)) for aim in post.promise.aims], list(post.promise.money))

    @property
    def promise(self) -> Promise:
        """What it promises then; a sasaran that lost its last indicator is none any more."""
        kept = [
            replace(aim, items=tuple(items)) for aim, items in self.aims if items or aim.key is None or not aim.items
        ]
        # Money points at places of sasaran, which stay unless an emptied one went away.
        places = {aim.key: place for place, aim in enumerate(kept) if aim.key is not None}
        money = []
        for row in self.money:
            aim = self.aims[row.aim][0] if row.aim is not None else None
            same = next((place for place, found in enumerate(kept) if aim and found.text == aim.text), None)
            money.append(replace(row, aim=places.get(aim.key, same) if aim else None))
        return replace(self.post.promise, aims=tuple(kept), money=tuple(money))


class _Work:
    """Rows taken one after the other; what they ask for grows with them."""

    def __init__(self, standing: StandingPlan) -> None:
        self.posts = {_known_as(title): post for post in standing.posts for title in reversed(post.titles)}
        self.names = [post.name for post in standing.posts]
        self.indicators = {plain(row.name): row for row in standing.indicators}
        self.by_id = {row.id: row for row in standing.indicators}
        self.lines = {key: row for row in standing.lines for key in (plain(row.name), row.code) if key}
        self.by_line = {row.id: row for row in standing.lines}
        self.signed = {key: (target, post) for key, target, post in standing.signed}
        self.drafts: dict[int, _Draft] = {}
        self.new: dict[str, tuple[ObjectiveLevel, NewIndicator]] = {}
        self.targets: dict[str, tuple[int, Target]] = {}
        self.parents: dict[str, tuple[str, str]] = {}
        self.measures: dict[str, tuple[int, Measured]] = {}
        self.links: dict[tuple[int, str], None] = {}
        self.responsible: dict[int, int] = {}

    # -- one row -------------------------------------------------------------------------------------------------------

    def take(self, row: ReadRow) -> PreviewRow:
        """Read a row into the drafts, and say what it would change."""
        reasons = list(row.faults)
        post = self.posts.get(_known_as(row.post))
        if post is None:
            known = ", ".join(self.names)
            reasons.append(
                f"Jabatan “{row.post}” tidak ada di unit ini. Yang ada: {known}."
                if row.post
                else "Jabatannya kosong, juga di baris-baris di atasnya."
            )
        elif row.indicator:
            reasons += self._item_faults(row, post)
        line, more = self._line(row)
        responsible = self.posts.get(_known_as(row.responsible)) if row.responsible else None
        reasons += more
        if row.responsible and responsible is None:
            reasons.append(f"Penanggung jawab “{row.responsible}” bukan jabatan di unit ini.")
        if row.parent and plain(row.parent) == plain(row.indicator):
            reasons.append("Sebuah indikator tidak bisa mendukung dirinya sendiri.")
        if reasons or post is None:
            return self._shown(row, RowState.REFUSED, (), reasons)
        changes: list[Difference] = []
        draft = self.drafts.setdefault(post.id, _Draft.of(post))
        begins = self._put_item(row, draft, changes) if row.indicator else False
        if line is not None:
            begins = self._put_money(row, draft, line, responsible, changes) or begins
        if not changes and not begins:
            return self._shown(row, RowState.SAME, (), ())
        if post.signed:
            return self._shown(row, RowState.REFUSED, tuple(changes), (SIGNED,))
        draft.touched = True
        return self._shown(row, RowState.NEW if begins else RowState.CHANGED, tuple(changes), ())

    def _shown(
        self, row: ReadRow, state: RowState, changes: tuple[Difference, ...], reasons: Sequence[str]
    ) -> PreviewRow:
        quarters = " / ".join("–" if value is None else format_exact(value) for value in row.target.quarters)
        amount = format_rupiah(row.amount) if row.amount is not None else ""
        cells = (
            row.post,
            row.aim,
            row.indicator,
            measure_words(row.measured),
            target_words(row.target, row.unit_of_measure),
            quarters if any(value is not None for value in row.target.quarters) else "",
            " ".join(filter(None, [row.line, amount])),
        )
        return PreviewRow(row.number, state, cells, changes, tuple(reasons))

    # -- indicators ----------------------------------------------------------------------------------------------------

    def _item_faults(self, row: ReadRow, post: StandingPost) -> Iterator[str]:
        name = plain(row.indicator)
        known = self.indicators.get(name)
        begun = self.new.get(name)
        if known is None and begun is None and not row.unit_of_measure:
            yield "Indikator ini belum ada di unit, jadi satuannya harus ditulis."
        unit = known.unit_of_measure if known else begun[1].unit_of_measure if begun else ""
        if unit and row.unit_of_measure and not same_unit(unit, row.unit_of_measure):
            yield f"Satuannya di sini “{row.unit_of_measure}”, sedangkan satuan indikator ini “{unit}”."
        yield from self._measure_faults(row, known, unit or row.unit_of_measure)
        if not row.aim and self._place(self.drafts.get(post.id), post, name) is None:
            yield "Sasarannya kosong, juga di baris-baris di atasnya."
        draft = self.drafts.get(post.id)
        if draft is not None and name in draft.named:
            yield "Indikator ini sudah ada di baris lain untuk jabatan yang sama."
        earlier = self.targets.get(name)
        pairs = [(row.target.value, earlier[1].value), (row.target.upper, earlier[1].upper)] if earlier else []
        if earlier is not None and any(None not in pair and pair[0] != pair[1] for pair in pairs):
            yield f"Target indikator ini lain dari yang ditulis di baris {earlier[0]}."
        signed = self.signed.get(known.id) if known else None
        if (
            signed is not None
            and post.murni
            and not post.signed
            and None not in (row.target.value, signed[0])
            and row.target.value != signed[0]
        ):
            told = target_words(Target(signed[0]), unit)
            yield f"Targetnya sudah ditandatangani di Perjanjian Kinerja {signed[1]}: {told}."
        if row.parent and plain(row.parent) not in self.indicators and plain(row.parent) not in self.new:
            yield (
                f"Indikator yang didukung, “{row.parent}”, tidak ada di unit ini dan di baris-baris di atas. Tulis"
                " indikator itu lebih dulu."
            )

    def _measure_faults(self, row: ReadRow, known: StandingIndicator | None, unit: str) -> Iterator[str]:
        number, earlier = self.measures.get(plain(row.indicator), (0, Measured()))
        yield from contradictions(row.measured, earlier, number)
        standing = known.measured if known else USUAL
        yield from measure_faults(row.measured.over(earlier), standing, unit)
        now = row.measured.over(earlier).over(standing)
        signed = self.signed.get(known.id) if known else None
        if signed is not None and now.direction != standing.direction:
            yield f"Arah indikator ini tidak dapat diubah lagi: sudah ditandatangani di Perjanjian Kinerja {signed[1]}."
        if row.target.upper is not None:
            if now.direction != Direction.RANGE:
                yield f"Batas atas hanya untuk indikator yang arahnya “{Direction.RANGE.label}”."
            elif row.target.value is None or row.target.upper < row.target.value:
                yield "Batas atas harus sama dengan atau di atas target, yaitu batas bawahnya."

    def _place(self, draft: _Draft | None, post: StandingPost, name: str) -> tuple[int, int] | None:
        """Return where a post's agreement has an indicator: number of the sasaran, and number in it."""
        aims = draft.aims if draft else [(aim, list(aim.items)) for aim in post.promise.aims]
        for place, (_, items) in enumerate(aims):
            for number, item in enumerate(items):
                if plain(item.new.name if item.new else item.name) == name:
                    return place, number
        return None

    def _put_item(self, row: ReadRow, draft: _Draft, changes: list[Difference]) -> bool:
        """Put an indicator into a draft; return whether it is new there."""
        name = plain(row.indicator)
        draft.named.add(name)
        self.targets.setdefault(name, (row.number, row.target))
        known = self.indicators.get(name)
        level = row.level or (known.level if known else LEVELS.get(draft.post.echelon, ObjectiveLevel.KEGIATAN))
        if known is None and name not in self.new:
            self.new[name] = (level, NewIndicator(" ".join(row.indicator.split()), row.unit_of_measure))
        number, earlier = self.measures.get(name, (row.number, Measured()))
        self.measures[name] = (number, row.measured.over(earlier))
        if known is not None:
            changes += differences(row.measured, known.measured)
        self._feed(row, known, changes)
        found = self._place(draft, draft.post, name)
        if found is None:
            item = Item(
                indicator_id=known.id if known else None,
                new=None if known else self.new[name][1],
                target=row.target,
                name=row.indicator,
                unit_of_measure=known.unit_of_measure if known else row.unit_of_measure,
            )
            self._aim(draft, row, level).append(item)
            return True
        place, number = found
        aim, items = draft.aims[place]
        item = items[number]
        target = self._merged(item, row.target, changes)
        items[number] = replace(item, target=target)
        if row.aim and plain(aim.text) != plain(row.aim):
            changes.append(Difference("Sasaran", aim.text, row.aim))
            items.pop(number)
            self._aim(draft, row, level).append(replace(item, target=target))
        return False

    def _aim(self, draft: _Draft, row: ReadRow, level: ObjectiveLevel) -> list[Item]:
        """Return the items of the sasaran of a row, begun where the draft has none of that text."""
        for aim, items in draft.aims:
            if plain(aim.text) == plain(row.aim):
                return items
        draft.aims.append((Aim(level, " ".join(row.aim.split())), []))
        return draft.aims[-1][1]

    def _merged(self, item: Item, asked: Target, changes: list[Difference]) -> Target:
        """Return the target with what the row gives; a blank cell leaves what stands."""
        merged = item.target
        value = item.target.value if asked.value is None else asked.value
        upper = item.target.upper if asked.upper is None else asked.upper
        if (value, upper) != (item.target.value, item.target.upper):
            merged = replace(merged, value=value, upper=upper, shown="")
            unit = item.unit_of_measure
            changes.append(Difference("Target", target_words(item.target, unit), target_words(merged, unit)))
        pairs = list(zip(item.target.quarters, asked.quarters, strict=True))
        for label, (old, new) in zip(QUARTERS, pairs, strict=True):
            if new is not None and new != old:
                changes.append(Difference(label, "" if old is None else format_exact(old), format_exact(new)))
        return replace(merged, quarters=tuple(old if new is None else new for old, new in pairs))

    def _feed(self, row: ReadRow, known: StandingIndicator | None, changes: list[Difference]) -> None:
        if not row.parent:
            return
        above = self.indicators.get(plain(row.parent))
        if known is not None and above is not None and known.parent_id == above.id:
            return
        old = self.by_id.get(known.parent_id) if known and known.parent_id else None
        self.parents[plain(row.indicator)] = (row.indicator, row.parent)
        changes.append(Difference("Mendukung", old.name if old else "", row.parent))

    # -- money ---------------------------------------------------------------------------------------------------------

    def _line(self, row: ReadRow) -> tuple[StandingBudgetLine | None, tuple[str, ...]]:
        if not row.line:
            if row.amount is not None:
                return None, ("Ada jumlah anggaran, tetapi tidak ada program atau kegiatannya.",)
            return None, ()
        first, _, rest = row.line.partition(" ")
        for key in (plain(row.line), row.line, first, plain(rest)):
            if key and key in self.lines:
                return self.lines[key], ()
        unknown = f"Baris anggaran “{row.line}” tidak ada di unit ini. Impor dulu anggarannya, atau tulis kodenya."
        return None, (unknown,)

    def _put_money(
        self,
        row: ReadRow,
        draft: _Draft,
        line: StandingBudgetLine,
        responsible: StandingPost | None,
        changes: list[Difference],
    ) -> bool:
        """Put a budget line into a draft; return whether it is new there."""
        if responsible is not None and self.responsible.get(line.id, line.responsible_id) != responsible.id:
            self.responsible[line.id] = responsible.id
            changes.append(Difference("Penanggung jawab", "", responsible.name))
        known = self.indicators.get(plain(row.indicator))
        if row.indicator and (known is None or known.id not in line.indicator_ids):
            link = (line.id, row.indicator)
            if link not in self.links:
                self.links[link] = None
                changes.append(Difference("Dibiayai", "", " ".join(filter(None, [line.code, line.name]))))
        for place, money in enumerate(draft.money):
            if money.line_id != line.id:
                continue
            if row.amount is not None and row.amount != money.amount:
                changes.append(Difference("Anggaran", _rupiah(money.amount), _rupiah(row.amount)))
                draft.money[place] = replace(money, amount=row.amount)
            return False
        aim = next((place for place, (aim, _) in enumerate(draft.aims) if plain(aim.text) == plain(row.aim)), None)
        draft.money.append(
            Money(
                line_id=line.id,
                amount=row.amount,
                aim=aim,
                months=line.months,
                responsible_id=line.responsible_id,
                indicator_ids=line.indicator_ids,
            )
        )
        changes.append(Difference("Anggaran", "", " ".join(filter(None, [line.code, line.name, _rupiah(row.amount)]))))
        return not row.indicator

    # -- the whole -----------------------------------------------------------------------------------------------------

    def left_alone(self) -> int:
        """Return how many indicators of the named posts the sheet does not name."""
        return sum(
            1
            for draft in self.drafts.values()
            for item in draft.post.promise.items
            if plain(item.name) not in draft.named
        )

    def asked(self) -> Imported:
        """Return what the sheet asks for."""
        return Imported(
            promises={key: draft.promise for key, draft in self.drafts.items() if draft.touched},
            indicators=tuple(self.new.values()),
            parents=tuple(self.parents.values()),
            links=tuple(self.links),
            responsible=dict(self.responsible),
            measures=tuple((name, told) for name, (_, told) in self.measures.items() if told != Measured()),
        )


def _rupiah(amount: Decimal | None) -> str:
    return "" if amount is None else format_rupiah(amount)
