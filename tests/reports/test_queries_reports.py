"""Inputs of reports out of rows: the agreement and the signers of the day, texts, and a fixed number of queries."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import AgreementKind, AppointmentKind, DutyKind, Echelon, ReportForm, ReportStatus, UnitKind
from agreements.models import Agreement
from reports.frozen import fingerprint
from reports.inputs import PhotoEntry
from reports.models import Report
from reports.period import Quarter
from reports.queries import final_reports, load_inputs, load_unit_inputs
from tests import factories
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, appoint, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


class TestAgreement:
    def change(self, place, signed_on):
        """Add a Perubahan of the kasi's agreement."""
        old = Agreement.objects.get(position=place.kasi)
        return factories.AgreementFactory(
            position=place.kasi, kind=AgreementKind.PERUBAHAN, supersedes=old, signed_on=signed_on
        )

    def test_the_first_holds_until_it_is_superseded(self, place):
        assert load_inputs(place.kasi, QUARTER).agreement.kind == AgreementKind.MURNI

    @pytest.mark.parametrize(
        ("signed_on", "kind"),
        [
            (datetime.date(2024, 6, 30), AgreementKind.PERUBAHAN),
            (datetime.date(2024, 7, 1), AgreementKind.MURNI),
            (None, AgreementKind.MURNI),
        ],
    )
    def test_a_perubahan_holds_from_its_signature_on_and_a_draft_of_one_never(self, place, signed_on, kind):
        self.change(place, signed_on)

        assert load_inputs(place.kasi, QUARTER).agreement.kind == kind

    def test_a_post_without_agreement_has_none(self, place):
        post = factories.PositionFactory(unit=place.unit)

        assert load_inputs(post, QUARTER).agreement is None

    def test_the_second_party_is_the_superior_or_as_signed(self, place):
        assert load_inputs(place.kasi, QUARTER).agreement.superior_title == "Camat"

        Agreement.objects.filter(position=place.kasi).update(superior_title="Pj. Bupati Lumajang")

        assert load_inputs(place.kasi, QUARTER).agreement.superior_title == "Pj. Bupati Lumajang"

    def test_parties_are_those_of_the_day_it_was_signed(self, place):
        held = place.kasi.appointments.get()
        held.start = datetime.date(2024, 3, 1)
        held.save()
        before = factories.AppointmentFactory(
            position=place.kasi,
            kind=AppointmentKind.PLT,
            start=datetime.date(2024, 1, 1),
            end=datetime.date(2024, 2, 29),
        )
        Agreement.objects.filter(position=place.kasi).update(signed_on=datetime.date(2024, 2, 1))

        agreement = load_inputs(place.kasi, QUARTER).agreement

        assert (agreement.first_party.name, agreement.first_party.kind) == (before.official.name, AppointmentKind.PLT)
        assert agreement.second_party.name == place.camat.appointments.get().official.name

    def test_an_undated_agreement_names_who_signs_the_report(self, place):
        agreement = load_inputs(place.kasi, QUARTER).agreement

        assert agreement.first_party == load_inputs(place.kasi, QUARTER).signer


class TestSigners:
    def test_the_date_of_the_signature_decides_who_signs(self, place):
        held = place.kasi.appointments.get()
        held.end = datetime.date(2024, 6, 30)
        held.save()

        assert load_inputs(place.kasi, QUARTER).signer.name == ""

        Report.objects.filter(position=place.kasi).update(signed_on=datetime.date(2024, 6, 30))

        assert load_inputs(place.kasi, QUARTER).signer.name == held.official.name

    def test_the_default_date_is_the_day_after_the_quarter(self, place):
        assert load_inputs(place.kasi, QUARTER).signed_on == datetime.date(2024, 7, 1)

    def test_who_acts_signs_before_the_definitive_official(self, place):
        acting = factories.AppointmentFactory(
            position=place.kasi, kind=AppointmentKind.PLH, start=datetime.date(2024, 6, 25)
        )

        signer = load_inputs(place.kasi, QUARTER).signer

        assert (signer.name, signer.kind) == (acting.official.name, AppointmentKind.PLH)

    def test_the_superior_comes_with_its_holder(self, place):
        superior = load_inputs(place.kasi, QUARTER).superior

        assert (superior.position, superior.name) == ("Camat", place.camat.appointments.get().official.name)
        assert load_inputs(place.camat, QUARTER).superior is None


class TestReport:
    def test_form_of_report_wins_over_post_over_default(self, place):
        assert load_inputs(place.kasi, QUARTER).form == ReportForm.KASI

        place.kasi.form = ReportForm.KASI_RINCI
        place.kasi.save()
        assert load_inputs(place.kasi, QUARTER).form == ReportForm.KASI_RINCI

        Report.objects.filter(position=place.kasi).update(form=ReportForm.STAF)
        assert load_inputs(place.kasi, QUARTER).form == ReportForm.STAF

    def test_a_report_nobody_opened_is_an_empty_draft(self):
        place = make_workplace(opened=False)

        inputs = load_inputs(place.kasi, QUARTER)

        assert inputs.status == ReportStatus.DRAFT
        assert (inputs.strategies, inputs.follow_ups, inputs.texts) == ((), (), {})

    def test_texts_of_the_report(self, place):
        report = place.report(place.kasi)
        strategy = factories.StrategyFactory(report=report, indicator=place.direct, months="Januari")
        factories.StrategyItemFactory(strategy=strategy, text="Mendatangi desa", months="Maret")
        factories.FollowUpFactory(report=report, text="Melanjutkan")
        factories.FollowUpFactory(report=report, text="Menutup", closing=True)
        factories.ReportTextFactory(report=report, section="purpose", text="Tujuan lain.")
        factories.SuperiorResponseFactory(report=report, round=1, options=["poor"], note="Lama")
        factories.SuperiorResponseFactory(report=report, round=2, options=["good"], note="Baru")

        inputs = load_inputs(place.kasi, QUARTER)

        assert inputs.strategies[0].indicator_id == place.direct.pk
        assert inputs.strategies[0].items == (("Mendatangi desa", "Maret"),)
        assert (inputs.follow_ups, inputs.closing_points) == (("Melanjutkan",), ("Menutup",))
        assert inputs.texts == {"purpose": "Tujuan lain."}
        assert (inputs.response_options, inputs.response_note) == (("good",), "Baru")

    def test_photographs_come_in_order_with_the_name_of_their_file(self, place):
        report = place.report(place.kasi)
        factories.PhotoFactory(report=report, order=2, text="Rapat", taken_on=datetime.date(2024, 5, 6))
        factories.PhotoFactory(report=report, order=1, text="Panen", image="foto/a.jpg")

        assert load_inputs(place.kasi, QUARTER).photos == (
            PhotoEntry("Panen", None, "foto/a.jpg"),
            PhotoEntry("Rapat", datetime.date(2024, 5, 6), ""),
        )

    def test_duties_nest(self, place):
        top = factories.DutyFactory(position=place.kasi, text="evaluasi", kind=DutyKind.DELEGATED)
        factories.DutyFactory(position=place.kasi, text="Pungutan", kind=DutyKind.DELEGATED, parent=top)

        inputs = load_inputs(place.kasi, QUARTER)

        assert inputs.duties == ()
        assert [(entry.text, [child.text for child in entry.children]) for entry in inputs.delegated] == [
            ("evaluasi", ["Pungutan"])
        ]


class TestBackground:
    """What the checks hold texts against; the report itself says nothing of it."""

    def test_texts_of_the_last_quarter(self, place):
        last = factories.ReportFactory(position=place.kasi, quarter=1)
        factories.ReportTextFactory(report=last, section="closing", text="Teks\N{NO-BREAK SPACE}lama")
        factories.FollowUpFactory(report=last, text="Berkoordinasi dengan desa")
        strategy = factories.StrategyFactory(report=last, indicator=place.direct, months="Januari")
        factories.StrategyItemFactory(strategy=strategy, text="Menganggarkan", months="")

        background = load_inputs(place.kasi, QUARTER).background

        assert background.last_texts == (
            ("teks/closing", "Teks lama"),
            ("uraian", "Januari"),
            ("uraian", "Menganggarkan"),
            ("uraian", "Berkoordinasi dengan desa"),
        )
        assert load_inputs(place.kasi, QUARTER.previous).background.last_texts == ()

    def test_across_the_end_of_the_year(self, place):
        last = factories.ReportFactory(position=place.kasi, year=2023, quarter=4)
        factories.FollowUpFactory(report=last, text="Berkoordinasi dengan desa")

        background = load_inputs(place.kasi, QUARTER.previous).background

        assert background.last_texts == (("uraian", "Berkoordinasi dengan desa"),)

    def test_other_units_of_the_kind_and_the_register(self, place):
        factories.UnitFactory(regency=place.unit.regency, short_name="Ranuyoso")
        factories.UnitFactory(regency=place.unit.regency, short_name="Bagian Hukum", kind=UnitKind.BAGIAN)
        factories.UnitFactory(regency=factories.RegencyFactory(name="Kabupaten Lain"), short_name="Sukamaju")
        factories.RegulationFactory(short="Undang-Undang Nomor 23 Tahun 2014", about="Pemerintahan Daerah")

        background = load_inputs(place.kasi, QUARTER).background

        assert background.other_units == ("Ranuyoso",)
        assert ("Undang-Undang Nomor 23 Tahun 2014", "Pemerintahan Daerah") in background.regulations

    def test_money_of_the_earlier_quarters(self, place):
        factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(1000))
        factories.BudgetRealizationFactory(budget_line=place.line, quarter=3, amount=Decimal(9000))

        line = load_inputs(place.kasi, QUARTER).facts.lines[place.line.pk]

        assert line.spent_before == {1: Decimal(1000)}

    def test_it_is_none_of_what_the_report_says(self, place):
        before = load_inputs(place.kasi, QUARTER)
        factories.RegulationFactory()
        after = load_inputs(place.kasi, QUARTER)

        assert before.background != after.background
        assert fingerprint(before) == fingerprint(after)


class TestUnit:
    def test_all_reporting_posts_in_order_share_their_facts(self, place):
        factories.PositionFactory(unit=place.unit, reports=False)

        reports = load_unit_inputs(place.unit, QUARTER)

        assert [inputs.position_slug for inputs in reports] == ["camat", "kasi-desa"]
        assert reports[0].facts is reports[1].facts

    def test_one_report_is_the_same_alone(self, place):
        assert load_inputs(place.kasi, QUARTER) == load_unit_inputs(place.unit, QUARTER)[1]

    def test_the_number_of_queries_does_not_grow_with_the_posts(self, place):
        def furnish(position):
            report = factories.ReportFactory(position=position)
            last = factories.ReportFactory(position=position, quarter=1)
            factories.FollowUpFactory(report=last)
            factories.ReportTextFactory(report=last)
            factories.CitationFactory(position=position)
            factories.DutyFactory(position=position)
            strategy = factories.StrategyFactory(report=report, indicator=place.direct)
            factories.StrategyItemFactory(strategy=strategy)
            agreement = factories.AgreementFactory(position=position)
            factories.AgreementItemFactory(agreement=agreement, indicator=place.direct)
            factories.AgreementBudgetFactory(
                agreement=agreement, budget_line=place.line, amount_signed=Decimal(1_000_000)
            )

        def post(name):
            made = factories.PositionFactory(unit=place.unit, name=name, superior=place.kasi, echelon=Echelon.STAFF)
            appoint(made)
            furnish(made)

        def count():
            unit = type(place.unit).objects.select_related("regency", "parent").get(pk=place.unit.pk)
            with CaptureQueriesContext(connection) as queries:
                load_unit_inputs(unit, QUARTER)
            return len(queries)

        post("Staf pertama")
        few = count()
        for name in ("Staf kedua", "Staf ketiga"):
            post(name)

        assert count() == few


class TestFinal:
    @pytest.fixture
    def third(self, place, settings, tmp_path):
        """Have the reports of two quarters issued, but for one that is final all the same, and one that is not."""
        settings.MEDIA_ROOT = tmp_path
        issue(place.report(place.kasi))
        third = factories.ReportFactory(position=place.kasi, quarter=3)
        issue(third, 2)
        factories.ReportFactory(position=place.camat, quarter=4, status=ReportStatus.RECEIVED, round=1)
        return third

    def test_issued_ones_are_as_they_were_issued(self, place, third):
        """Under the slug by which rows are found today."""
        type(place.kasi).objects.filter(pk=place.kasi.pk).update(slug="kasi-lain", name="Kasi lain")
        found = final_reports(place.unit, [QUARTER.previous, Quarter(2024, 3), QUARTER])
        assert [(row.facts.quarter.number, row.position_slug) for row in found] == [(2, "kasi-lain"), (3, "kasi-lain")]
        assert {row.position for row in found} == {"Kepala Seksi Desa"}

    def test_others_are_as_they_are_now(self, place, third):
        (found,) = final_reports(place.unit, [Quarter(2024, 4)])
        assert (found.position_slug, found.status) == ("camat", ReportStatus.RECEIVED)
        assert [row.position_slug for row in final_reports(place.unit, QUARTER.later_in_year)] == ["kasi-desa", "camat"]

    def test_one_that_was_opened_again_is_none(self, place, third):
        Report.objects.filter(pk=third.pk).update(status=ReportStatus.RETURNED, revision=2)
        assert final_reports(place.unit, [Quarter(2024, 3)]) == ()

    @pytest.mark.parametrize(("quarters", "count"), [([QUARTER, Quarter(2024, 3)], 2), ([Quarter(2023, 4)], 1)])
    def test_nothing_is_loaded_again_of_what_was_issued(self, place, third, quarters, count, django_assert_num_queries):
        with django_assert_num_queries(count):
            final_reports(place.unit, quarters)


def test_the_main_duty_and_the_choice_of_the_kabupaten_are_read(place):
    before = load_inputs(place.kasi, QUARTER)
    assert (before.main_duty, before.facts.choices.cost_per_outcome) == ("", False)

    place.kasi.main_duty = " membina desa \n"
    place.kasi.save()
    place.unit.regency.cost_per_outcome = True
    place.unit.regency.save()

    after = load_inputs(place.kasi, QUARTER)
    assert (after.main_duty, after.facts.choices.cost_per_outcome) == ("membina desa", True)
