"""What the database and the models of the organisation and the plan refuse. One case per constraint."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from agreements.enums import Aggregation, AgreementKind, AppointmentKind, BudgetLevel, Direction, Formula, Role
from agreements.models import Position, Unit
from agreements.models.budget import validate_months
from agreements.models.organisation import validate_nip
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(build, *args, **kwargs) -> str:
    """Run `build` expecting the database to refuse it; return what it said."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        build(*args, **kwargs)
    return str(caught.value)


def twice(factory, **same):
    """Make two rows that agree in `same`."""
    factory(**same)
    factory(**same)


def as_own_parent(factory, field, **kwargs):
    row = factory(**kwargs)
    type(row).objects.filter(pk=row.pk).update(**{field: row})


def own_source(term):
    type(term).objects.filter(pk=term.pk).update(source=term.indicator)


# Constraint name -> what breaks it.
BREAKS = {
    "regency_display_cap_from_100": lambda: make.RegencyFactory(display_cap=Decimal("99.99")),
    "position_ended_reports_no_more": lambda: make.PositionFactory(ended_on=datetime.date(2026, 1, 31)),
    "position_deadline_from_1": lambda: make.PositionFactory(deadline_days=0),
    "predicateband_unique": lambda: twice(make.PredicateBandFactory, lower=Decimal(50)),
    "strategicissue_order": lambda: twice(make.StrategicIssueFactory, unit=make.UnitFactory(), order=1),
    "position_slug": lambda: twice(make.PositionFactory, unit=make.UnitFactory(), slug="camat"),
    "position_not_own_superior": lambda: as_own_parent(make.PositionFactory, "superior"),
    "appointment_span": lambda: make.AppointmentFactory(
        start=datetime.date(2024, 2, 1), end=datetime.date(2024, 1, 31)
    ),
    "appointment_unique": lambda: twice(
        make.AppointmentFactory,
        official=make.OfficialFactory(),
        position=make.PositionFactory(),
        kind=AppointmentKind.PLT,
    ),
    "appointment_one_open_definitive": lambda: twice(make.AppointmentFactory, position=make.PositionFactory()),
    "citation_unique": lambda: twice(
        make.CitationFactory, position=make.PositionFactory(), regulation=make.RegulationFactory()
    ),
    "duty_order": lambda: twice(make.DutyFactory, position=make.PositionFactory(), order=1),
    "rolegrant_unit_iff_operator": lambda: make.RoleGrantFactory(role=Role.INSPECTOR),
    "rolegrant_unique": lambda: twice(make.RoleGrantFactory, user=make.UserFactory(), unit=make.UnitFactory()),
    "rolegrant_unique_without_unit": lambda: twice(
        make.RoleGrantFactory, user=make.UserFactory(), role=Role.ORGANISASI, unit=None
    ),
    "indicator_not_own_parent": lambda: as_own_parent(make.IndicatorFactory, "parent"),
    "indicator_mean_in_percent": lambda: make.IndicatorFactory(
        formula=Formula.MEAN_OF_CHILDREN, unit_of_measure="dokumen"
    ),
    "indicatorterm_order": lambda: twice(make.IndicatorTermFactory, indicator=make.IndicatorFactory(), order=1),
    "indicatorterm_factor_positive": lambda: make.IndicatorTermFactory(factor=Decimal(0)),
    "indicatorterm_not_own_source": lambda: own_source(make.IndicatorTermFactory()),
    "yeartarget_unique": lambda: twice(make.YearTargetFactory, indicator=make.IndicatorFactory()),
    "yeartarget_range": lambda: make.YearTargetFactory(value=Decimal(10), upper=Decimal(9)),
    "longtermtarget_unique": lambda: twice(make.LongTermTargetFactory, indicator=make.IndicatorFactory()),
    "pastvalue_unique": lambda: twice(make.PastValueFactory, indicator=make.IndicatorFactory(), quarter=1),
    "pastvalue_unique_year": lambda: twice(make.PastValueFactory, indicator=make.IndicatorFactory()),
    "pastvalue_quarter": lambda: make.PastValueFactory(quarter=5),
    "budgetline_code": lambda: twice(make.BudgetLineFactory, unit=make.UnitFactory(), code="7.01.01"),
    "budgetline_order": lambda: twice(make.BudgetLineFactory, unit=make.UnitFactory(), order=1),
    "budgetline_parent_by_level": lambda: make.BudgetLineFactory(level=BudgetLevel.KEGIATAN),
    "budgetline_not_own_parent": lambda: as_own_parent(
        make.BudgetLineFactory,
        "parent",
        level=BudgetLevel.KEGIATAN,
        parent=make.BudgetLineFactory(),
    ),
    "ceiling_unique": lambda: twice(make.CeilingFactory, budget_line=make.BudgetLineFactory()),
    "ceiling_not_negative": lambda: make.CeilingFactory(amount=Decimal(-1)),
    "indicatorbudgetline_unique": lambda: twice(
        make.IndicatorBudgetLineFactory, indicator=make.IndicatorFactory(), budget_line=make.BudgetLineFactory()
    ),
    "agreement_one_murni": lambda: twice(make.AgreementFactory, position=make.PositionFactory()),
    "agreement_perubahan_supersedes": lambda: make.AgreementFactory(supersedes=make.AgreementFactory(year=2023)),
    "agreement_perubahan_has_older": lambda: make.AgreementFactory(kind=AgreementKind.PERUBAHAN),
    "agreement_not_own_older": lambda: as_own_parent(
        make.AgreementFactory,
        "supersedes",
        kind=AgreementKind.PERUBAHAN,
        supersedes=make.AgreementFactory(),
    ),
    "objective_order": lambda: twice(make.ObjectiveFactory, agreement=make.AgreementFactory(), order=1),
    "agreementitem_order": lambda: twice(make.AgreementItemFactory, agreement=make.AgreementFactory(), order=1),
    "agreementitem_indicator": lambda: twice(
        make.AgreementItemFactory, agreement=make.AgreementFactory(), indicator=make.IndicatorFactory()
    ),
    "agreementitem_range": lambda: make.AgreementItemFactory(target_signed=Decimal(10), upper_signed=Decimal(9)),
    "agreementbudget_order": lambda: twice(make.AgreementBudgetFactory, agreement=make.AgreementFactory(), order=1),
    "agreementbudget_line": lambda: twice(
        make.AgreementBudgetFactory, agreement=make.AgreementFactory(), budget_line=make.BudgetLineFactory()
    ),
    "agreementbudget_amount_not_negative": lambda: make.AgreementBudgetFactory(amount_signed=Decimal(-1)),
}


def constraints(app: str) -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_a_case():
    assert set(BREAKS) == set(constraints("agreements"))


@pytest.mark.parametrize("name", BREAKS)
def test_database_refuses(name):
    message = refused(BREAKS[name])
    constraint = constraints("agreements")[name]
    # SQLite names check constraints, and the columns of unique ones.
    columns = getattr(constraint, "fields", None)
    assert name in message or (columns and all(column in message for column in columns)), message


UNIQUE_FIELDS = [
    (make.UnitFactory, "name", "Kecamatan Contoh"),
    (make.UnitFactory, "slug", "kecamatan-contoh"),
    (make.OfficialFactory, "nip", "198001012005011001"),
    (make.RegulationFactory, "short", "Peraturan Bupati Nomor 6 Tahun 2018"),
    (make.CalendarYearFactory, "year", 2024),
    (make.HolidayFactory, "date", datetime.date(2024, 8, 17)),
]


@pytest.mark.parametrize(("factory", "field", "value"), UNIQUE_FIELDS)
def test_field_is_unique(factory, field, value):
    assert field in refused(twice, factory, **{field: value})


def test_agreement_is_superseded_once():
    old = make.AgreementFactory()
    make.AgreementFactory(position=old.position, kind=AgreementKind.PERUBAHAN, supersedes=old)
    assert "supersedes" in refused(
        make.AgreementFactory, position=old.position, kind=AgreementKind.PERUBAHAN, supersedes=old
    )


@pytest.mark.parametrize(
    "needed",
    [
        lambda: make.PositionFactory().unit,
        lambda: make.AgreementFactory().position,
        lambda: make.AgreementItemFactory().indicator,
        lambda: make.AppointmentFactory().official,
        lambda: make.AgreementBudgetFactory().budget_line,
    ],
    ids=["unit", "position", "indicator", "official", "budget line"],
)
def test_what_is_in_use_is_not_deleted(needed):
    row = needed()
    with pytest.raises(models.ProtectedError):
        row.delete()


def test_official_survives_its_account():
    official = make.OfficialFactory(account=make.UserFactory())
    official.account.delete()
    official.refresh_from_db()
    assert official.account is None


# -- NIP ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nip", ["198001012005011001", "196812312000122999", "200002292024031001"])
def test_nip_is_accepted(nip):
    validate_nip(nip)


@pytest.mark.parametrize(
    ("nip", "says"),
    [
        ("", "18 angka"),
        ("19800101200501100", "18 angka"),
        ("1980010120050110011", "18 angka"),
        ("19800101 20050 1001", "18 angka"),
        ("19800101200501100A", "18 angka"),
        ("١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١", "18 angka"),
        ("19800101200501100²", "18 angka"),
        ("198013012005011001", "tidak ada"),
        ("198002302005011001", "tidak ada"),
        ("200102292024031001", "tidak ada"),
        ("198001012005131001", "tidak ada"),
        ("198001012005001001", "tidak ada"),
        ("198001011979121001", "mendahului"),
        ("198001012005010001", "angka ke-15"),
        ("198001012005013001", "angka ke-15"),
    ],
)
def test_nip_is_refused_with_a_sentence(nip, says):
    with pytest.raises(ValidationError) as caught:
        validate_nip(nip)
    assert says in caught.value.messages[0]


def test_official_without_nip_is_allowed_more_than_once():
    make.OfficialFactory(nip=None)
    make.OfficialFactory(nip=None).full_clean()


def test_official_is_told_once_what_is_wrong_with_its_nip():
    with pytest.raises(ValidationError) as caught:
        make.OfficialFactory.build(nip="123").full_clean()
    assert caught.value.message_dict == {"nip": ["NIP “123” harus 18 angka."]}


# -- rules of the models -----------------------------------------------------------------------------------------------


def test_superior_chain_does_not_close_into_a_ring():
    camat = make.PositionFactory()
    sekretaris = make.PositionFactory(superior=camat)
    kasubbag = make.PositionFactory(superior=sekretaris)
    kasubbag.full_clean()
    camat.superior = kasubbag
    with pytest.raises(ValidationError) as caught:
        camat.full_clean()
    assert caught.value.message_dict == {"superior": ["Rantai atasan berputar kembali ke jabatan ini."]}


@pytest.mark.parametrize("months", [[], [1], [7, 8, 9], list(range(1, 13))])
def test_months_are_accepted(months):
    validate_months(months)


@pytest.mark.parametrize("months", [[0], [13], [1, 1], ["1"], "1", {"1": 1}, None, [None]])
def test_months_are_refused(months):
    with pytest.raises(ValidationError):
        validate_months(months)


def tree():
    """A program with one kegiatan with two sub kegiatan, of one unit and year."""
    program = make.BudgetLineFactory()
    kegiatan = make.BudgetLineFactory(unit=program.unit, level=BudgetLevel.KEGIATAN, parent=program)
    subs = [
        make.BudgetLineFactory(unit=program.unit, level=BudgetLevel.SUB_KEGIATAN, parent=kegiatan) for _ in range(2)
    ]
    return program, kegiatan, *subs


def errors_of(row) -> dict:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.message_dict


def test_budget_tree_passes():
    for line in tree():
        line.full_clean()


def test_budget_parent_is_of_same_unit_and_year():
    program, kegiatan, *_ = tree()
    kegiatan.parent = make.BudgetLineFactory()
    assert "unit dan tahun yang sama" in errors_of(kegiatan)["parent"][0]
    kegiatan.parent = make.BudgetLineFactory(unit=program.unit, year=2023)
    assert "unit dan tahun yang sama" in errors_of(kegiatan)["parent"][0]


def test_budget_parent_is_one_level_up():
    program, _, sub, _ = tree()
    sub.parent = program
    assert "Induk sub kegiatan adalah kegiatan" in errors_of(sub)["parent"][0]


@pytest.mark.parametrize(("holder", "other"), [(0, 2), (2, 0), (1, 2), (2, 1)])
def test_amounts_stand_on_one_level_of_a_branch(holder, other):
    lines = tree()
    lines[holder].holds_amounts = True
    lines[holder].save()
    changed = type(lines[other]).objects.get(pk=lines[other].pk)
    changed.holds_amounts = True
    assert "satu tingkat" in errors_of(changed)["holds_amounts"][0]


def test_neighbours_may_both_hold_amounts():
    _, _, one, two = tree()
    one.holds_amounts = True
    one.save()
    two.holds_amounts = True
    two.full_clean()


def test_perubahan_supersedes_agreement_of_same_post_and_year():
    old = make.AgreementFactory()
    new = make.AgreementFactory.build(position=old.position, year=2024, kind=AgreementKind.PERUBAHAN, supersedes=old)
    new.full_clean()
    new.year = 2025
    assert "supersedes" in errors_of(new)


def chain():
    """A murni, superseded by a Perubahan."""
    old = make.AgreementFactory()
    return old, make.AgreementFactory(position=old.position, kind=AgreementKind.PERUBAHAN, supersedes=old)


def test_chain_of_agreements_passes():
    for agreement in chain():
        agreement.full_clean()


def test_agreements_do_not_supersede_each_other():
    old, new = chain()
    old.kind, old.supersedes = AgreementKind.PERUBAHAN, new
    assert "berputar" in errors_of(old)["supersedes"][0]


def test_agreement_does_not_supersede_itself():
    _, new = chain()
    new.supersedes = new
    assert "berputar" in errors_of(new)["supersedes"][0]


def test_perubahan_says_what_it_supersedes():
    lone = make.AgreementFactory.build(position=make.PositionFactory(), kind=AgreementKind.PERUBAHAN)
    assert "harus menyebut perjanjian" in errors_of(lone)["__all__"][0]


def test_superseded_agreement_keeps_post_and_year():
    old, _ = chain()
    old.year = 2025
    assert "sudah digantikan" in errors_of(old)["__all__"][0]


# -- rows of one unit and year -----------------------------------------------------------------------------------------


def test_agreement_budget_stays_inside_its_agreement_unit_and_year():
    row = make.AgreementBudgetFactory()
    row.full_clean()
    unit = row.agreement.position.unit
    row.objective = make.ObjectiveFactory()
    assert "perjanjian lain" in errors_of(row)["objective"][0]
    row.objective = None
    row.budget_line = make.BudgetLineFactory()
    assert "unit kerja lain" in errors_of(row)["budget_line"][0]
    row.budget_line = make.BudgetLineFactory(unit=unit, year=2023)
    assert "2023" in errors_of(row)["budget_line"][0]


def test_outcome_of_a_line_is_of_its_unit():
    link = make.IndicatorBudgetLineFactory()
    link.full_clean()
    link.indicator = make.IndicatorFactory()
    assert "unit kerja yang sama" in errors_of(link)["__all__"][0]


def test_responsible_post_is_of_the_unit():
    line = make.BudgetLineFactory()
    line.responsible = make.PositionFactory(unit=line.unit)
    line.full_clean()
    line.responsible = make.PositionFactory()
    assert "unit kerja yang sama" in errors_of(line)["responsible"][0]


def test_parent_indicator_is_of_the_unit():
    child = make.IndicatorFactory()
    child.parent = make.IndicatorFactory(unit=child.unit)
    child.full_clean()
    child.parent = make.IndicatorFactory()
    assert "unit kerja lain" in errors_of(child)["parent"][0]


def test_the_goals_indicator_is_of_the_unit():
    unit = make.UnitFactory()
    unit.goal_measure = make.IndicatorFactory(unit=unit)
    unit.full_clean()
    unit.goal_measure = make.IndicatorFactory()
    assert "unit kerja lain" in errors_of(unit)["goal_measure"][0]


@pytest.fixture
def ratio():
    """Return a ratio whose one term is taken from another indicator of its unit."""
    ratio = make.IndicatorFactory(formula=Formula.RATIO)
    make.IndicatorTermFactory(indicator=ratio, source=make.IndicatorFactory(unit=ratio.unit))
    return ratio


def test_a_term_is_taken_from_an_entered_indicator_of_the_unit(ratio):
    term = ratio.terms.get()
    term.full_clean()
    term.source = make.IndicatorFactory()
    assert "unit kerja lain" in errors_of(term)["source"][0]
    for formula in (Formula.RATIO, Formula.MEAN_OF_CHILDREN):
        term.source = make.IndicatorFactory(unit=ratio.unit, formula=formula, unit_of_measure="%")
        assert "diisi langsung" in errors_of(term)["source"][0]


def test_two_ratios_do_not_feed_each_other(ratio):
    other = make.IndicatorFactory(unit=ratio.unit, formula=Formula.RATIO)
    term = make.IndicatorTermFactory(indicator=other, source=ratio)
    assert "diisi langsung" in errors_of(term)["source"][0]
    fed = ratio.terms.get().source
    fed.formula = Formula.RATIO
    assert "diisi langsung" in errors_of(fed)["formula"][0]


def test_a_ratio_of_taken_terms_is_cumulative(ratio):
    term = ratio.terms.get()
    ratio.full_clean()
    ratio.aggregation = Aggregation.SUM
    assert "kumulatif" in errors_of(ratio)["aggregation"][0]
    term.indicator.aggregation = Aggregation.MEAN
    assert "kumulatif" in errors_of(term)["source"][0]


def test_both_ends_of_a_taken_term_stay_in_the_unit(ratio):
    source = ratio.terms.get().source
    for row in (ratio, source):
        row.unit = make.UnitFactory()
        assert "sudah dipakai" in errors_of(row)["unit"][0]


def test_parent_indicators_do_not_close_into_a_ring():
    first = make.IndicatorFactory()
    second = make.IndicatorFactory(unit=first.unit, parent=first)
    third = make.IndicatorFactory(unit=first.unit, parent=second)
    third.full_clean()
    first.parent = third
    assert "berputar" in errors_of(first)["parent"][0]


@pytest.mark.parametrize(
    "use",
    [
        lambda row: make.AgreementItemFactory(agreement__position__unit=row.unit, indicator=row),
        lambda row: make.IndicatorBudgetLineFactory(budget_line__unit=row.unit, indicator=row),
        lambda row: make.IndicatorFactory(unit=row.unit, parent=row),
        lambda row: type(row.unit).objects.filter(pk=row.unit_id).update(goal_measure=row),
    ],
    ids=["agreement", "budget line", "child", "goal"],
)
def test_indicator_in_use_stays_in_its_unit(use):
    indicator = make.IndicatorFactory()
    elsewhere = make.UnitFactory()
    use(indicator)
    indicator.full_clean()
    indicator.unit = elsewhere
    assert "sudah dipakai" in errors_of(indicator)["unit"][0]


def test_unused_indicator_may_move():
    indicator = make.IndicatorFactory()
    indicator.unit = make.UnitFactory()
    indicator.full_clean()


RELIES = {
    "line below": lambda line: make.BudgetLineFactory(unit=line.unit, level=BudgetLevel.KEGIATAN, parent=line),
    "realization": lambda line: make.BudgetRealizationFactory(budget_line=line),
    "agreement": lambda line: make.AgreementBudgetFactory(agreement__position__unit=line.unit, budget_line=line),
    "outcome": lambda line: make.IndicatorBudgetLineFactory(budget_line=line),
    "strategy": lambda line: make.StrategyFactory(budget_line=line, indicator=None),
}


@pytest.mark.parametrize("use", RELIES.values(), ids=RELIES)
@pytest.mark.parametrize("field", ["unit", "year", "level"])
def test_line_that_others_rely_on_stays_in_place(use, field):
    line = make.BudgetLineFactory()
    above = make.BudgetLineFactory(unit=line.unit)
    use(line)
    line.full_clean()
    match field:
        case "unit":
            line.unit = make.UnitFactory()
        case "year":
            line.year = 2025
        case "level":
            line.level, line.parent = BudgetLevel.KEGIATAN, above
    assert "tidak dapat diubah lagi" in errors_of(line)[field][0]


def test_line_with_nothing_but_its_ceiling_may_move():
    line = make.CeilingFactory(budget_line__holds_amounts=True).budget_line
    line.unit, line.year = make.UnitFactory(), 2025
    line.full_clean()


@pytest.mark.parametrize("factory", [make.CeilingFactory, make.BudgetRealizationFactory])
def test_amounts_do_not_vanish_from_sight(factory):
    line = factory(budget_line=make.BudgetLineFactory(holds_amounts=True)).budget_line
    line.holds_amounts = False
    assert "tidak hilang dari laporan" in errors_of(line)["holds_amounts"][0]


def test_line_without_amounts_may_become_a_sum():
    line = make.BudgetLineFactory(holds_amounts=True)
    make.BudgetRealizationFactory(budget_line=line, amount=None, missing_reason="Belum ada SPJ.")
    line.holds_amounts = False
    line.full_clean()


def test_only_a_range_has_an_upper_bound():
    target = make.YearTargetFactory(value=Decimal(90), upper=Decimal(100), indicator__direction=Direction.RANGE)
    target.full_clean()
    target.indicator.direction = Direction.HIGHER
    assert "Dalam rentang" in errors_of(target)["upper"][0]


def test_item_stays_inside_its_agreement_and_unit():
    item = make.AgreementItemFactory()
    item.full_clean()
    item.objective = make.ObjectiveFactory()
    assert "objective" in errors_of(item)
    item.refresh_from_db()
    item.indicator = make.IndicatorFactory()
    assert "indicator" in errors_of(item)


def test_constraints_speak_indonesian_in_forms():
    unit = make.UnitFactory()
    make.PositionFactory(unit=unit, slug="camat")
    twin = Position(unit=unit, name="Camat", slug="camat", echelon="III.a")
    assert "Alamat singkat ini sudah dipakai" in errors_of(twin)["__all__"][0]


@pytest.mark.parametrize("code", ["7.01.02.2.01", "7.01.012", "7.01.01"])
def test_code_goes_on_from_that_of_the_parent(code):
    program = make.BudgetLineFactory(code="7.01.01")
    child = make.BudgetLineFactory.build(unit=program.unit, level=BudgetLevel.KEGIATAN, parent=program, code=code)
    assert errors_of(child)["code"] == ["Kode rekening diawali kode induknya: 7.01.01."]
    child.code = "7.01.01.2.01"
    child.full_clean()


@pytest.mark.parametrize("app", ["agreements", "reports"])
def test_sentences_of_constraints_can_be_said(app):
    """Django fills names into them with %, so a bare per cent sign is an error of the server."""
    for name, constraint in constraints(app).items():
        said = constraint.get_violation_error_message()
        assert "%(" not in said, name
        assert "%%" not in said, name


def test_constraints_that_forms_tell_as_they_are_have_a_sentence():
    """Of unique fields Django makes a sentence from their labels; of everything else it would tell the code's name."""
    silent = [
        name
        for name, constraint in constraints("agreements").items()
        if not (isinstance(constraint, models.UniqueConstraint) and constraint.condition is None)
        and constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def test_a_mean_is_measured_in_per_cent():
    mean = make.IndicatorFactory.build(
        unit=make.UnitFactory(), formula=Formula.MEAN_OF_CHILDREN, unit_of_measure="dokumen"
    )
    assert "diukur dalam %, karena" in errors_of(mean)["__all__"][0]


@pytest.mark.parametrize("year", [0, 204, 1999, 2100, 20244])
@pytest.mark.parametrize("factory", [make.AgreementFactory, make.BudgetLineFactory, make.CalendarYearFactory])
def test_a_year_that_no_page_shows_is_refused(factory, year):
    assert f"Tahun “{year}” tidak dikenal" in errors_of(factory.build(year=year))["year"][0]


@pytest.mark.parametrize("factory", make.FACTORIES.values(), ids=lambda factory: factory.__name__)
def test_everything_has_a_name(factory):
    assert str(factory())


def test_names_say_what_people_look_for():
    position = make.PositionFactory(name="Camat", unit=make.UnitFactory(name="Kecamatan Contoh"))
    assert str(position) == "Camat - Kecamatan Contoh"
    assert str(make.AgreementFactory(position=position)) == "Perjanjian Kinerja 2024 - Camat - Kecamatan Contoh"
    assert str(make.BudgetLineFactory(code="7.01.01", name="Program Penunjang")) == "7.01.01 Program Penunjang"
    assert str(Unit.objects.get(name="Kecamatan Contoh")) == "Kecamatan Contoh"
