"""The JSON of a report: names of the contract, figures as strings with a point, null with a reason."""

import datetime
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import EfficiencyDefinition, ReportForm
from reports.background import ReasonEntry
from reports.data import JSON_TYPE, figure, file_stem, finding_data, money, quantity, reason, render_json, report_data
from reports.inputs import ApprovalEntry
from reports.results import Figure, Finding, Reason
from tests.reports.builders import budget, compute, facts, indicator, item, line, report
from tests.reports.offices import bagian_organisasi


def some(value):
    return Figure(Decimal(value))


NONE = Figure(None, Reason.NO_REALIZATION)


def data_of(inputs, *, combined=False, findings=()):
    return json.loads(render_json(inputs, compute(inputs, combined=combined), findings).content)


@pytest.fixture
def inputs():
    """A Kasi with three indicators (one without realization) and three lines, the last paying for two outcomes."""
    return report(
        facts(
            [
                indicator(1, 21, target=35, unit="keluarga", name="Jumlah keluarga"),
                indicator(2, None, target=4, unit="laporan", name="Jumlah laporan"),
                indicator(3, "49.23", target="96.83", unit="%", name="Persentase hasil"),
                indicator(4, 1, target=2, unit="dokumen", name="Jumlah dokumen"),
            ],
            [
                line(11, 19740750, 5760000, code="7.01.03.2.03.0001", name="Peningkatan keluarga", pays_for=[1]),
                line(12, "1000.50", None, code="7.01.03.2.03.0002", name="Pembinaan", pays_for=[2]),
                line(13, 300, 100, name="Program bersama", pays_for=[3, 4]),
            ],
        ),
        items=[item(101, 1, wording="Keluarga yang difasilitasi"), item(102, 2), item(103, 3)],
        budgets=[11, 12, budget(13, wording="Program Bersama")],
    )


# -- figures -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("60", "60.00"),
        ("50.84", "50.84"),
        ("0", "0.00"),
        ("-12.5", "-12.50"),
        ("1.2E+2", "120.00"),
        ("154321.1", "154321.10"),
    ],
)
def test_published_figures_have_two_decimals(value, text):
    assert figure(some(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("21", "21"), ("21.00", "21"), ("1E+2", "100"), ("0.00", "0"), ("62.5", "62.50"), ("49.23", "49.23"),
        ("0.125", "0.125"), ("0.1250", "0.125"), ("-1.5", "-1.50"),
    ],
)  # fmt: skip
def test_quantities_are_normalised(value, text):
    assert quantity(some(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("19740750", "19740750"), ("19740750.00", "19740750"), ("0.5", "0.50"), ("0", "0")]
)
def test_amounts_show_sen_only_where_there_are_any(value, text):
    assert money(some(value)) == text


def test_missing_is_null_with_a_reason_and_never_zero():
    assert [figure(NONE), quantity(NONE), money(NONE)] == [None, None, None]
    assert [figure(None), quantity(None), money(None)] == [None, None, None]
    assert reason(some(1), None, NONE) == "no_realization"
    assert reason(some(1), None) is None


# -- the contract ------------------------------------------------------------------------------------------------------


def test_head_and_keys(inputs):
    data = data_of(inputs)
    assert {key: data[key] for key in ("schema", "unit", "position", "year", "quarter")} == {
        "schema": 1,
        "unit": inputs.facts.unit.slug,
        "position": "kepala-seksi-contoh",
        "year": 2024,
        "quarter": 2,
    }
    assert data["unit_name"] == inputs.facts.unit.name
    assert data["position_name"] == "Kepala Seksi Contoh"
    assert {"indicators", "rows", "totals", "efficiency", "findings"} <= data.keys()


def test_an_approved_report_says_who_approved_it_and_how_that_is_checked(inputs):
    approval = ApprovalEntry(
        code="7K3M-9QXT-0B41-WZ58",
        address="https://lkjip.example.go.id/verifikasi/7K3M-9QXT-0B41-WZ58/",
        revision=2,
        approved_on=datetime.date(2024, 7, 9),
        name="SITI RAHAYU, S.Sos",
        title="Camat Contoh",
    )
    assert data_of(replace(inputs, approval=approval))["approval"] == {
        "code": "7K3M-9QXT-0B41-WZ58",
        "address": "https://lkjip.example.go.id/verifikasi/7K3M-9QXT-0B41-WZ58/",
        "revision": 2,
        "approved_on": "2024-07-09",
        "name": "SITI RAHAYU, S.Sos",
        "title": "Camat Contoh",
        "on_paper": False,
    }
    assert data_of(inputs)["approval"] is None


def test_indicators_are_table_2_2(inputs):
    first, second, third = data_of(inputs)["indicators"]
    assert first == {
        "name": "Keluarga yang difasilitasi",
        "target": "35",
        "unit": "keluarga",
        "realization": "21",
        "achievement": "60.00",
        "reason": None,
    }
    assert (second["realization"], second["achievement"], second["reason"]) == (None, None, "no_realization")
    assert (third["target"], third["realization"], third["achievement"]) == ("96.83", "49.23", "50.84")


def test_rows_of_money(inputs):
    rows = {row["name"]: row for row in data_of(inputs)["rows"] if row["kind"] == "budget"}
    row = rows["Peningkatan keluarga"]
    assert row["code"] == "7.01.03.2.03.0001"
    assert row["level"] == "sub_kegiatan"
    assert row["indicator"] == "Jumlah keluarga"
    assert (row["ceiling"], row["spent"], row["absorption"]) == ("19740750", "5760000", "29.18")
    assert (row["target"], row["realization"], row["achievement"]) == ("35", "21", "60.00")
    assert row["efficiency"] == "30.82"
    assert row["cost_per_outcome"] == "274285.71"
    assert row["reason"] is None
    assert row["outcomes"] == []


def test_rows_of_indicators_have_no_money(inputs):
    rows = [row for row in data_of(inputs)["rows"] if row["kind"] == "indicator"]
    assert [row["name"] for row in rows] == ["Keluarga yang difasilitasi", "Jumlah laporan", "Persentase hasil"]
    assert {rows[0][key] for key in ("code", "level", "ceiling", "spent", "absorption", "cost_per_outcome")} == {None}
    assert rows[1]["reason"] == "no_realization"


def test_row_without_figures_says_why(inputs):
    row = next(row for row in data_of(inputs)["rows"] if row["name"] == "Pembinaan")
    assert (row["ceiling"], row["spent"], row["absorption"], row["achievement"]) == ("1000.50", None, None, None)
    assert row["reason"] == "no_realization"
    assert row["reasons"]["absorption"] == "no_realization"
    assert row["reasons"]["efficiency"]


def test_line_with_several_outcomes_lists_its_halves_and_its_money_once(inputs):
    row = next(row for row in data_of(inputs)["rows"] if row["name"] == "Program Bersama")
    assert row["indicator"] == "Persentase hasil; Jumlah dokumen"
    assert (row["target"], row["realization"], row["achievement"]) == (None, None, None)
    assert (row["ceiling"], row["spent"]) == ("300", "100")
    assert row["outcomes"] == [
        {
            "indicator": "Persentase hasil",
            "target": "96.83",
            "unit": "%",
            "realization": "49.23",
            "achievement": "50.84",
            "reason": None,
        },
        {
            "indicator": "Jumlah dokumen",
            "target": "2",
            "unit": "dokumen",
            "realization": "1",
            "achievement": "50.00",
            "reason": None,
        },
    ]


def test_totals_and_efficiency_of_bagian_organisasi():
    data = data_of(bagian_organisasi(), combined=True)
    assert data["efficiency"] == {"definition": "difference", "value": "13.68", "reason": None}
    assert data["totals"]["absorption"] == "43.12"
    assert data["totals"]["mean_absorption"] == "68.06"
    assert data["totals"]["mean_achievement"] == "81.74"
    assert set(data["totals"]) == {
        "ceiling", "spent", "remaining", "absorption", "mean_absorption", "mean_achievement", "partial", "reasons",
    }  # fmt: skip


def test_efficiency_names_the_definition_that_was_chosen():
    data = data_of(bagian_organisasi(efficiency=EfficiencyDefinition.INDEX), combined=True)
    assert data["efficiency"]["definition"] == "index"


def test_partial_sum_is_named(inputs):
    totals = data_of(inputs)["totals"]
    assert totals["ceiling"] == "19742050.50"
    assert "spent" in totals["partial"]


def test_without_an_agreement_there_are_no_rows():
    inputs = report(facts([indicator(1, 1)], []), agreement=None)
    data = data_of(inputs)
    assert (data["indicators"], data["rows"]) == ([], [])
    assert data["efficiency"]["value"] is None
    assert data["efficiency"]["reason"]


def test_findings_are_written(inputs):
    finding = Finding(
        "missing_figure", "error", "Realisasi belum diisi.", "Tabel 2.2", "Isi realisasinya.", "indikator-2"
    )
    assert data_of(inputs, findings=[finding])["findings"] == [finding_data(finding)]
    assert finding_data(finding) == {
        "code": "missing_figure",
        "severity": "error",
        "message": "Realisasi belum diisi.",
        "where": "Tabel 2.2",
        "mend": "Isi realisasinya.",
        "reason": None,
    }


def test_the_reason_of_a_warning_is_written_with_who_and_when():
    given = ReasonEntry("fallen", "indikator-2", "Turun.", "Koreksi daftar hadir.", "Siti", datetime.date(2024, 7, 2))
    finding = Finding("fallen", "warning", "Turun.", "Indikator", link="indikator-2", reason=given)
    assert finding_data(finding)["reason"] == {"text": "Koreksi daftar hadir.", "by": "Siti", "on": "2024-07-02"}


def test_no_figure_is_a_json_number(inputs):
    def walk(value):
        if isinstance(value, dict):
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)
        else:
            yield value

    data = report_data(inputs, compute(inputs), ())
    assert [value for value in walk(data) if isinstance(value, int | float)] == [1, 2024, 2]


def test_file(inputs):
    file = render_json(inputs, compute(inputs), ())
    assert (
        file.name == f"lkjip-{inputs.facts.unit.slug}-kepala-seksi-contoh-2024-tw2.json" == file_stem(inputs) + ".json"
    )
    assert file.content_type == JSON_TYPE
    assert file.content.endswith(b"}\n")
    assert render_json(inputs, compute(inputs), ()).content == file.content


def test_every_form_can_be_written(inputs):
    for form in ReportForm:
        changed = report(inputs.facts, items=inputs.agreement.items, budgets=inputs.agreement.budgets, form=form)
        assert data_of(changed)["indicators"]
