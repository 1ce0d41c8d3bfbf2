"""Agreements: begun, filled in, signed, taken away; targets that are the year's until a signature fixes them."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.actions import (
    PlanError,
    Source,
    StaleAgreementError,
    delete_agreement,
    save_agreement,
    sign_agreement,
    start_agreements,
)
from agreements.enums import AgreementKind, Formula, ObjectiveLevel
from agreements.models import Agreement, AgreementItem, Indicator, YearTarget
from agreements.policies import Refused
from agreements.promise import Aim, Item, Money, NewIndicator, Promise, Target
from agreements.queries import load_promise
from reports.models import Event
from reports.period import Quarter
from reports.queries import agreement_in_force, load_agreement_inputs, load_inputs, sealed_lines
from reports.sealing import walk
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db
DATE = datetime.date(2024, 1, 10)


@pytest.fixture
def place():
    return make_workplace(opened=False)


@pytest.fixture
def draft(place):
    return place.kasi.agreements.get()


def target(value, *quarters):
    numbers = [Decimal(number) for number in quarters]
    return Target(Decimal(value), quarters=tuple(numbers + [None] * (4 - len(numbers))))


def save(place, draft, promise, standing=None, by=None):
    return save_agreement(
        agreement=draft, promise=promise, standing=standing or load_promise(draft), by=by or place.operator
    )


def sign(place, draft, date=DATE, **amounts):
    sign_agreement(
        agreement=draft,
        signed_on=date,
        place="Contoh",
        amounts=amounts.get("amounts", {}),
        standing=load_promise(draft),
        by=place.operator,
    )
    draft.refresh_from_db()


def with_target(promise, indicator, new):
    """Return a promise with another target for an indicator."""
    aims = tuple(
        replace(
            aim,
            items=tuple(replace(item, target=new) if item.indicator_id == indicator.pk else item for item in aim.items),
        )
        for aim in promise.aims
    )
    return replace(promise, aims=aims)


def amend(place, post=None):
    (made,) = start_agreements(
        unit=place.unit, year=2024, posts=[post or place.kasi], source=Source.SIGNED, by=place.operator
    )
    return made


def actions(place):
    return list(Event.objects.filter(unit=place.unit).order_by("number").values_list("action", flat=True))


# -- writing -----------------------------------------------------------------------------------------------------------


def test_a_whole_agreement_is_written_and_read_back(place):
    post = factories.PositionFactory(unit=place.unit)
    (draft,) = start_agreements(unit=place.unit, year=2024, posts=[post], source=Source.NOTHING, by=place.operator)
    new = NewIndicator("Jumlah desa tertib", "desa", parent_id=place.mean.pk)
    promise = Promise(
        aims=(
            Aim(
                ObjectiveLevel.KEGIATAN,
                "Meningkatnya tertib desa",
                (
                    Item(new=new, target=target(10, 2, 4, 6, 10)),
                    Item(indicator_id=place.direct.pk, wording="Keluarga", target=target(35)),
                ),
            ),
            Aim(ObjectiveLevel.SUB_KEGIATAN, "Tersusunnya laporan"),
        ),
        money=(
            Money(
                place.line.pk,
                Decimal(9_000_000),
                aim=0,
                months=(3, 4),
                responsible_id=post.pk,
                indicator_ids=(place.direct.pk,),
            ),
            Money(place.other_line.pk),
        ),
        superior_title="Pj. Camat",
    )
    assert save(place, draft, promise)
    made = Indicator.objects.get(name="Jumlah desa tertib")
    assert (made.level, made.parent, made.unit_of_measure) == (ObjectiveLevel.KEGIATAN, place.mean, "desa")
    read = load_promise(draft)
    assert [aim.text for aim in read.aims] == ["Meningkatnya tertib desa", "Tersusunnya laporan"]
    assert [(item.indicator_id, item.target) for item in read.items] == [
        (made.pk, target(10, 2, 4, 6, 10)),
        (place.direct.pk, target(35)),
    ]
    assert [replace(row, name="", responsible="") for row in read.money] == list(promise.money)
    assert read.superior_title == "Pj. Camat"
    place.line.refresh_from_db()
    assert (place.line.planned_months, place.line.responsible) == ([3, 4], post)
    assert YearTarget.objects.get(indicator=made, year=2024).quarter_3 == 6
    assert actions(place) == ["start_agreement", "add_row", "add_row", "change_row", "change_row", "save_agreement"]
    assert walk(sealed_lines(place.unit)).broken is None


def test_saving_what_stands_writes_nothing(place, draft):
    before = load_promise(draft)
    assert not save(place, draft, before)
    assert load_promise(draft) == before
    assert actions(place) == []


def test_rows_that_stay_keep_their_keys_when_they_move(place, draft):
    before = load_promise(draft)
    turned = tuple(replace(aim, items=aim.items[::-1]) for aim in before.aims[::-1])
    assert save(place, draft, replace(before, aims=turned))
    after = load_promise(draft)
    assert [item.key for item in after.items] == [item.key for item in before.items][::-1]
    assert [aim.key for aim in after.aims] == [aim.key for aim in before.aims][::-1]


def test_an_item_that_gets_another_indicator_is_another_row(place, draft):
    before = load_promise(draft)
    first, second = before.items
    aims = (
        replace(before.aims[0], items=(replace(first, indicator_id=second.indicator_id, target=second.target),)),
        replace(before.aims[1], items=(replace(second, indicator_id=first.indicator_id, target=first.target),)),
    )
    assert save(place, draft, replace(before, aims=aims))
    after = load_promise(draft)
    assert [item.indicator_id for item in after.items] == [second.indicator_id, first.indicator_id]
    assert {item.key for item in after.items}.isdisjoint({first.key, second.key})


def test_a_row_that_a_strategy_needs_is_not_deleted(place, draft):
    item = draft.items.first()
    factories.StrategyFactory(report=factories.ReportFactory(position=place.kasi), item=item, indicator=None)
    with pytest.raises(PlanError, match="sudah dipakai strategi"):
        save(place, draft, replace(load_promise(draft), aims=()))
    with pytest.raises(PlanError, match="sudah dipakai strategi"):
        delete_agreement(agreement=draft, by=place.operator)


def test_what_belongs_to_others_or_stands_twice_is_refused(place, draft):
    other = make_workplace(opened=False)
    before = load_promise(draft)
    aim = before.aims[0]
    refused = {
        "bukan milik unit": replace(before, aims=(replace(aim, items=(Item(indicator_id=other.direct.pk),)),)),
        "ada dua kali": replace(before, aims=(replace(aim, items=(aim.items[0], replace(aim.items[0], key=None))),)),
        "anggaran yang dipilih bukan": replace(before, money=(Money(other.line.pk),)),
        "anggaran “.*” ada dua kali": replace(before, money=(Money(place.line.pk), Money(place.line.pk))),
        "Penanggung jawab": replace(before, money=(Money(place.line.pk, responsible_id=other.kasi.pk),)),
        "harus milik unit": replace(before, money=(Money(place.line.pk, indicator_ids=(other.direct.pk,)),)),
        "sudah ada di unit ini": replace(
            before, aims=(replace(aim, items=(Item(new=NewIndicator("jumlah keluarga yang  diberdayakan", "x")),)),)
        ),
        "diukur dalam %": replace(
            before,
            aims=(
                replace(aim, items=(Item(new=NewIndicator("Rata-rata", "desa", formula=Formula.MEAN_OF_CHILDREN)),)),
            ),
        ),
    }
    for sentence, promise in refused.items():
        with pytest.raises(PlanError, match=sentence):
            save(place, draft, promise)
        assert load_promise(draft) == before


def test_a_stale_save_writes_nothing(place, draft):
    standing = load_promise(draft)
    assert save(place, draft, replace(standing, superior_title="Pj. Camat"))
    with pytest.raises(StaleAgreementError):
        save(place, draft, replace(standing, superior_title="Plt. Camat"), standing)
    # A target that another post's draft gave to the same indicator counts too.
    standing = load_promise(draft)
    YearTarget.objects.filter(indicator=place.direct).update(value=36)
    with pytest.raises(StaleAgreementError):
        save(place, draft, replace(standing, superior_title="Plt. Camat"), standing)
    assert load_promise(draft).superior_title == "Pj. Camat"


def test_who_may(place, draft):
    stranger = make_workplace(opened=False).operator
    for by in (stranger, factories.UserFactory()):
        with pytest.raises(Refused, match="disiapkan oleh operator"):
            save(place, draft, load_promise(draft), by=by)
        with pytest.raises(Refused, match="disiapkan oleh operator"):
            start_agreements(unit=place.unit, year=2025, posts=[place.kasi], source=Source.NOTHING, by=by)


# -- drafts share the year's target; a signature fixes it -----------------------------------------------------------


def test_drafts_share_the_target_of_the_year(place, draft):
    other = factories.AgreementFactory(position=factories.PositionFactory(unit=place.unit))
    factories.AgreementItemFactory(agreement=other, indicator=place.direct)
    save(place, draft, with_target(load_promise(draft), place.direct, target(40, 10)))
    assert next(load_promise(other).items).target == target(40, 10)
    save(place, other, with_target(load_promise(other), place.direct, Target()))
    assert [item.target for item in load_promise(draft).items if item.indicator_id == place.direct.pk] == [Target()]


def test_a_signed_agreement_is_changed_by_a_perubahan_alone(place, draft):
    sign(place, draft, amounts={place.line.pk: Decimal(10_000_000)})
    assert (draft.signed_on, draft.signed_place) == (DATE, "Contoh")
    item = draft.items.get(indicator=place.direct)
    assert (item.target_signed, draft.budgets.get().amount_signed) == (35, 10_000_000)
    for act in (
        lambda: save(place, draft, Promise()),
        lambda: sign(place, draft),
        lambda: delete_agreement(agreement=draft, by=place.operator),
    ):
        with pytest.raises(Refused, match="sudah ditandatangani pada 10 Januari 2024"):
            act()


def test_a_perubahan_keeps_its_targets_to_itself_until_it_is_signed(place, draft):
    sign(place, draft)
    change = amend(place)
    assert (change.kind, change.supersedes) == (AgreementKind.PERUBAHAN, draft)
    assert [item.indicator_id for item in load_promise(change).items] == [
        item.indicator_id for item in load_promise(draft).items
    ]
    save(place, change, with_target(load_promise(change), place.direct, target(50, 5, 10, 20, 50)))
    assert YearTarget.objects.get(indicator=place.direct).value == 35
    assert load_inputs(place.kasi, Quarter(2024, 4)).agreement.kind == AgreementKind.MURNI
    sign(place, change, datetime.date(2024, 9, 2))
    assert YearTarget.objects.get(indicator=place.direct).value == 50
    assert YearTarget.objects.get(indicator=place.direct).quarter_4 == 50
    assert AgreementItem.objects.get(agreement=draft, indicator=place.direct).target_signed == 35
    in_force = [agreement_in_force(Agreement.objects.filter(position=place.kasi), Quarter(2024, n)) for n in (2, 3)]
    assert in_force == [draft, change]


def test_a_signed_target_is_not_emptied_by_a_perubahan(place, draft):
    sign(place, draft)
    change = amend(place)
    with pytest.raises(PlanError, match="tidak dapat dikosongkan"):
        save(place, change, with_target(load_promise(change), place.direct, Target()))


def test_a_murni_promises_no_other_target_than_was_signed_elsewhere(place, draft):
    sign(place, draft)
    other = factories.AgreementFactory(position=factories.PositionFactory(unit=place.unit))
    item = Item(indicator_id=place.direct.pk, target=target(99))
    promise = Promise((Aim(ObjectiveLevel.KEGIATAN, "Sasaran", (item,)),))
    with pytest.raises(PlanError, match="sudah ditandatangani di Perjanjian Kinerja Kepala Seksi Desa: 35 keluarga"):
        save(place, other, promise)
    save(place, other, with_target(promise, place.direct, target(35)))
    assert next(load_promise(other).items).target.value == 35


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        (datetime.date(2999, 1, 1), "belum tiba"),
        (datetime.date(2021, 1, 1), "tidak mungkin"),
    ],
)
def test_dates_that_cannot_be(place, draft, date, sentence):
    with pytest.raises(PlanError, match=sentence):
        sign(place, draft, date)


def test_a_perubahan_is_not_older_than_what_it_replaces(place, draft):
    sign(place, draft)
    with pytest.raises(PlanError, match="sesudah yang digantikannya, yaitu 10 Januari 2024"):
        sign(place, amend(place), datetime.date(2024, 1, 9))


def test_nothing_to_sign(place):
    empty = factories.AgreementFactory(position=factories.PositionFactory(unit=place.unit))
    with pytest.raises(PlanError, match="belum memuat satu indikator pun"):
        sign(place, empty)


# -- beginning ---------------------------------------------------------------------------------------------------------


def test_the_whole_office_copies_last_year(place):
    next_line = factories.BudgetLineFactory(unit=place.unit, year=2025, code="7.01.02")
    place.line.code = "7.01.02"
    place.line.save()
    posts = [place.camat, place.kasi, factories.PositionFactory(unit=place.unit)]
    made = start_agreements(
        unit=place.unit, year=2025, posts=posts, source=Source.LAST_YEAR_WITH_TARGETS, by=place.operator
    )
    assert [row.position for row in made] == [place.camat, place.kasi]
    copied = load_promise(made[1])
    assert [item.target.value for item in copied.items] == [35, 100]
    assert [(row.line_id, row.amount) for row in copied.money] == [(next_line.pk, None)]
    assert load_promise(made[0]).money == ()
    again = start_agreements(unit=place.unit, year=2025, posts=posts, source=Source.LAST_YEAR, by=place.operator)
    assert again == []


def test_last_year_without_its_targets_leaves_those_of_this_year(place):
    factories.YearTargetFactory(indicator=place.direct, year=2025, value=Decimal(7))
    (made,) = start_agreements(
        unit=place.unit, year=2025, posts=[place.kasi], source=Source.LAST_YEAR, by=place.operator
    )
    assert [item.target.value for item in load_promise(made).items] == [7, None]


def test_a_perubahan_only_of_what_was_signed(place, draft):
    assert (
        start_agreements(
            unit=place.unit, year=2024, posts=[place.kasi, place.camat], source=Source.SIGNED, by=place.operator
        )
        == []
    )
    sign(place, draft)
    change = amend(place)
    # A second one while the first is a draft would be a second truth.
    assert (
        start_agreements(unit=place.unit, year=2024, posts=[place.kasi], source=Source.SIGNED, by=place.operator) == []
    )
    assert [row.amount for row in load_promise(change).money] == [None]


def test_posts_of_another_unit_are_refused(place):
    with pytest.raises(PlanError, match="bukan milik unit"):
        start_agreements(
            unit=place.unit, year=2024, posts=[make_workplace().kasi], source=Source.NOTHING, by=place.operator
        )


def test_a_draft_is_taken_away_and_the_murni_holds_again(place, draft):
    sign(place, draft)
    change = amend(place)
    delete_agreement(agreement=change, by=place.operator)
    assert list(place.kasi.agreements.all()) == [draft]
    assert YearTarget.objects.get(indicator=place.direct).value == 35
    assert actions(place)[-1] == "delete_agreement"


def test_the_paper_of_a_new_perubahan_says_what_was_typed(place, draft):
    sign(place, draft)
    change = amend(place)
    new = Item(new=NewIndicator("Jumlah desa tertib", "desa"), target=target(3))
    promise = with_target(load_promise(change), place.direct, target(50))
    save(place, change, replace(promise, aims=(*promise.aims, Aim(ObjectiveLevel.KEGIATAN, "Tertib", (new,)))))
    inputs = load_agreement_inputs(change)
    assert [item.target_signed for item in inputs.agreement.items] == [50, 100, None]
    assert inputs.facts.indicators[inputs.agreement.items[-1].indicator_id].target.value == 3
