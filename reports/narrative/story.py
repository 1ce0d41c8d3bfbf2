"""What sentences are told from: inputs, results and layout of one report, with the wordings derived from them. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from agreements.enums import (
    AgreementKind,
    BudgetLevel,
    CeilingDocument,
    CitationPurpose,
    Echelon,
    ObjectiveLevel,
    UnitKind,
)
from reports.computation.money import has_amounts
from reports.inputs import (
    AgreementEntry,
    BudgetItemEntry,
    CitationEntry,
    ItemEntry,
    LineEntry,
    ObjectiveEntry,
    ReportInputs,
    StrategyEntry,
)
from reports.layouts.parts import Layout
from reports.narrative.budget import ceiling_header, documents_of, tree_lines, tree_total
from reports.narrative.marks import marked
from reports.narrative.words import document_name, roman_echelon
from reports.period import Quarter
from reports.results import Comparison, Figure, LineResult, LongTermResult, ReportResults
from reports.rules import REACHED
from reports.usage import FINAL

INDICATOR = "Indikator Kinerja"

NO_AGREEMENT = AgreementEntry(
    year=0, kind=AgreementKind.MURNI, superior_title="", signed_on=None, objectives=(), items=(), budgets=()
)


@dataclass(frozen=True)
class Story:
    """One report and what its sentences, headers and captions are told from."""

    inputs: ReportInputs
    results: ReportResults
    layout: Layout
    key_of: Callable[[Figure], str] | None = None
    """Names the figures that a screen can ask; None where the story is told for a file, in plain words."""

    def told(self, figure: Figure, text: str) -> str:
        """Return the text that a sentence has for a figure; for a screen with its name, where it has one."""
        key = self.key_of(figure) if self.key_of else ""
        return marked(key, text) if key else text

    @property
    def quarter(self) -> Quarter:
        """The report's quarter."""
        return self.inputs.facts.quarter

    @property
    def position(self) -> str:
        """The post: 'Kepala Seksi Pemerintahan'."""
        return self.inputs.position

    @cached_property
    def agreement(self) -> AgreementEntry:
        """The agreement; an empty one where there is none."""
        return self.inputs.agreement or NO_AGREEMENT

    @cached_property
    def items(self) -> Mapping[int, ItemEntry]:
        """The agreement's indicators by id, in order."""
        return {item.id: item for item in self.agreement.items}

    @cached_property
    def objectives(self) -> Mapping[int, ObjectiveEntry]:
        """The agreement's objectives by id."""
        return {objective.id: objective for objective in self.agreement.objectives}

    @cached_property
    def budgets(self) -> Mapping[int, BudgetItemEntry]:
        """The agreement's budget lines by line id."""
        return {budget.line_id: budget for budget in self.agreement.budgets}

    def item_of(self, indicator_id: int) -> ItemEntry | None:
        """Return the agreement's row for an indicator."""
        return next((item for item in self.agreement.items if item.indicator_id == indicator_id), None)

    def item_name(self, item: ItemEntry) -> str:
        """Return the indicator as the agreement words it."""
        return item.wording or self.indicator_name(item.indicator_id)

    def indicator_name(self, indicator_id: int) -> str:
        """Return an indicator as the unit names it."""
        return self.inputs.facts.indicators[indicator_id].name

    def level_of(self, objective_id: int | None) -> ObjectiveLevel | None:
        """Return the level of an objective of the agreement, None for none."""
        objective = None if objective_id is None else self.objectives.get(objective_id)
        return ObjectiveLevel(objective.level) if objective else None

    @cached_property
    def levels(self) -> tuple[ObjectiveLevel, ...]:
        """The levels of the agreement's objectives, highest first."""
        found = {self.level_of(item.objective_id) for item in self.agreement.items}
        return tuple(level for level in ObjectiveLevel if level in found)

    @cached_property
    def by_level(self) -> bool:
        """Whether tables list the objectives of each level apart, so that a place counts within its level."""
        return len(self.levels) > 1 and any(table.levels for table in self.layout.tables)

    @cached_property
    def one_each(self) -> bool:
        """Whether every objective of the agreement has a single indicator, so that its wording names the row."""
        objectives = [item.objective_id for item in self.agreement.items]
        return len(set(objectives)) == len(objectives)

    @cached_property
    def has_groups(self) -> bool:
        """Whether the agreement's money is signed below the kegiatan, so that kegiatan have sums."""
        return any(group.line_ids != (group.line_id,) for group in self.results.signed.groups)

    def is_reached(self, strategy: StrategyEntry) -> bool:
        """Tell whether all indicators that a strategy serves are reached; one without a figure is not."""
        ids: Iterable[int] = ()
        if strategy.item_id is not None:
            ids = [self.items[strategy.item_id].indicator_id] if strategy.item_id in self.items else ()
        elif strategy.indicator_id is not None:
            ids = [strategy.indicator_id]
        elif strategy.line_id is not None:
            line = self.inputs.facts.lines.get(strategy.line_id)
            ids = line.indicator_ids if line else ()
        found = [self.results.facts.indicators[indicator_id].achievement.value for indicator_id in ids]
        return bool(found) and all(value is not None and value >= REACHED for value in found)

    @property
    def final(self) -> bool:
        """Whether the superior's answer stands: approved, or received by Bagian Organisasi."""
        return self.inputs.status in FINAL

    def objective_text(self, objective_id: int | None) -> str:
        """Return the wording of an objective, '' for none."""
        objective = None if objective_id is None else self.objectives.get(objective_id)
        return objective.text if objective else ""

    def line_name(self, line_id: int | None) -> str:
        """Return a budget line as the agreement words it, else as the budget names it; '' where neither does."""
        if line_id is None:
            return ""
        budget, line = self.budgets.get(line_id), self.inputs.facts.lines.get(line_id)
        return (budget.wording if budget else "") or (line.name if line else "")

    def citation(self, purpose: CitationPurpose) -> CitationEntry | None:
        """Return the regulation that the post cites first for a purpose, one with its article before one without."""
        return min(self.citations(purpose), key=lambda row: not row.article, default=None)

    def citations(self, purpose: CitationPurpose) -> tuple[CitationEntry, ...]:
        """Return all regulations that the post cites for a purpose, in order."""
        return tuple(row for row in self.inputs.citations if row.purpose == purpose)

    @cached_property
    def supported(self) -> Mapping[BudgetLevel, tuple[LineEntry, ...]]:
        """The budget lines that the agreement's indicators belong to, and all lines above them, by level."""
        lines = self.inputs.facts.lines
        promised = {item.indicator_id for item in self.agreement.items}
        found = {line.id for line in lines.values() if promised & set(line.indicator_ids)}
        for _ in BudgetLevel:
            found |= {parent for key in found if (parent := lines[key].parent_id) is not None and parent in lines}
        return {
            level: tuple(line for line in lines.values() if line.id in found and line.level == level)
            for level in BudgetLevel
        }

    @cached_property
    def has_money(self) -> bool:
        """Whether money is kept for any row of the cost table (it may still be missing), and the form prints it."""
        kept = any(row.money is not None and has_amounts(row.money) for row in self.results.rows)
        return kept and self.layout.cost_table.shows_money

    @cached_property
    def has_rows(self) -> bool:
        """Whether the cost table has any row."""
        return bool(self.results.rows)

    @cached_property
    def budget_level(self) -> BudgetLevel | None:
        """The one level of the report's budget lines; None where there are none or several."""
        named = {row.line_id for row in self.results.rows}
        levels = {line.level for line in self.inputs.facts.lines.values() if line.id in named}
        return BudgetLevel(levels.pop()) if len(levels) == 1 else None

    @property
    def strategy_subject(self) -> str:
        """What the strategies are for: 'Kegiatan' where all name such budget lines, 'Indikator Kinerja/Kegiatan'."""
        ids = [row.line_id for row in self.inputs.strategies]
        levels = {line.level for line in self.inputs.facts.lines.values() if line.id in ids}
        lines = "/".join(level.label for level in BudgetLevel if level in levels)
        if not lines:
            return INDICATOR
        return lines if None not in ids else f"{INDICATOR}/{lines}"

    @property
    def post(self) -> str:
        """The post with its unit, once: 'Camat Rowokangkung', 'Kepala Seksi Pemerintahan Kecamatan Rowokangkung'."""
        unit, title = self.inputs.facts.unit, self.inputs.signer.title
        return title if unit.short_name.casefold() in title.casefold() else f"{title} {unit.name}"

    @cached_property
    def tree(self) -> tuple[LineEntry, ...]:
        """The lines of the budget tree, in order."""
        return tree_lines(self.inputs)

    @cached_property
    def tree_total(self) -> LineResult:
        """The sums of the budget tree."""
        return tree_total(self.inputs, self.results)

    @property
    def programmes(self) -> tuple[LineEntry, ...]:
        """The programmes of the budget tree."""
        return tuple(line for line in self.tree if line.level == BudgetLevel.PROGRAM)

    @cached_property
    def ceiling_documents(self) -> tuple[CeilingDocument, ...]:
        """The documents that set the ceilings of the budget tree."""
        return documents_of(self.tree)

    @cached_property
    def comparisons(self) -> Mapping[int, Comparison]:
        """What is known of earlier years, by indicator."""
        return {row.indicator_id: row for row in self.results.comparisons}

    def long_term_of(self, row: Comparison) -> LongTermResult | None:
        """Return the medium-term target for this year, else for the next year that has one, else the last."""
        known = sorted(row.long_term, key=lambda goal: goal.year)
        return next((goal for goal in known if goal.year >= self.quarter.year), known[-1] if known else None)

    @cached_property
    def long_term_document(self) -> str:
        """The document that holds the medium-term targets: 'Renstra 2024–2026'."""
        goals = (self.long_term_of(row) for row in self.results.comparisons)
        return next((document_name(goal.document) for goal in goals if goal), "Renstra")

    @property
    def on_time_items(self) -> tuple[ItemEntry, ...]:
        """The agreement's indicators with a rule on what counts as on time."""
        indicators = self.inputs.facts.indicators
        return tuple(item for item in self.agreement.items if indicators[item.indicator_id].on_time_rule.strip())

    @property
    def solutions(self) -> tuple[str, ...]:
        """What was done about the obstacles, in their order; a line of text each."""
        lines = (line.strip() for _, solution in self.inputs.obstacles for line in solution.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What headers, captions and cover lines may name in braces."""
        objective = _objective_header({row.level for row in self.agreement.objectives})
        used = {row.objective_id for row in self.results.rows}
        cost_objective = _objective_header({row.level for row in self.agreement.objectives if row.id in used})
        line = self.budget_level.label if self.budget_level else "Kegiatan"
        lists_lines = any(row.kind == "budget" for row in self.results.rows)
        words = {
            "position": self.position,
            "agreement": AgreementKind(self.agreement.kind).label,
            "unit": self.inputs.facts.unit.name,
            "parent": self.inputs.facts.unit.parent_name or self.inputs.facts.unit.name,
            "post": self.post,
            "year": str(self.quarter.year),
            "quarter": self.quarter.name,
            "objective": objective,
            "cost_objective": cost_objective,
            "line": line,
            "divider": f"Anggaran {line}" if self.has_money else line,
            "objective_or_line": f"Sasaran/{line}" if lists_lines else objective,
            "line_or_indicator": line if self.has_money else INDICATOR,
            "strategy_subject": self.strategy_subject,
            "echelon": _echelon_words(self.inputs.signer.echelon),
            "quarter_short": f"TW {self.quarter.roman}",
            "last_year": str(self.quarter.same_last_year.year),
            "year_before_last": str(self.quarter.same_last_year.same_last_year.year),
            "long_term": self.long_term_document,
            "ceiling": ceiling_header(self.ceiling_documents),
        }
        return words | {f"{key}_upper": value.upper() for key, value in words.items()}


def _objective_header(levels: set[ObjectiveLevel]) -> str:
    return ObjectiveLevel(levels.pop()).label if len(levels) == 1 else "Sasaran"


def _echelon_words(echelon: Echelon) -> str:
    if echelon is Echelon.HEAD:
        return ""
    return "Staf Pelaksana" if echelon is Echelon.STAFF else f"Eselon {roman_echelon(echelon)}"


def office_noun(kind: UnitKind) -> str:
    """Return what an office is called inside a sentence: 'Kecamatan', 'Bagian', 'perangkat daerah'."""
    return {UnitKind.KECAMATAN: "Kecamatan", UnitKind.BAGIAN: "Bagian"}.get(UnitKind(kind), "perangkat daerah")
