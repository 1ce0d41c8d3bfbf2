"""Workbook, JSON and the reports' own JSON agree, cell by cell, over the demo and a synthetic kabupaten."""

import datetime
from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from agreements.models import Unit
from reports.actions import make_api_token
from reports.checks import check_figures, check_report
from reports.computation import compute_facts
from reports.data import report_data
from reports.layouts import compute_in_form
from reports.models import Report
from reports.queries import load_unit_inputs, quarters_with_reports, reporting_units
from reports.recap_files import recap_workbook
from reports.recaps import FIGURES, RECAPS
from reports.usage import facts_used
from tests import factories
from tests.reports.workbooks import needs_libreoffice, opened, through_libreoffice

pytestmark = pytest.mark.django_db

FIRST_ROW = 5
HEADING_ROW = 3


@pytest.fixture(scope="module", autouse=True)
def _kabupaten(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demo and two synthetic kecamatan once for the module."""
    with (
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), DEMO=True),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        call_command("generate_scale", units=2, year="2024", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def token(_kabupaten):
    return make_api_token(name="Uji", all_units=True, by=factories.UserFactory(is_superuser=True))[1]


@pytest.fixture(scope="module")
def workbooks(_kabupaten):
    """Return the workbook with all recaps, by quarter."""
    units = reporting_units().select_related("regency")
    return {
        quarter: recap_workbook(units, quarter, at=timezone.now(), every_unit=True)
        for quarter in quarters_with_reports()
    }


@pytest.fixture(scope="module")
def reported(workbooks):
    """Return (unit, figures) of every report as the report itself writes them, by quarter."""
    return {quarter: tuple(own_data(quarter)) for quarter in workbooks}


def pages(token, kind, quarter, per_page=500, unit=""):
    """Return the rows and columns of a resource, of all units or one, walked page by page."""
    client, rows = Client(), []
    address = f"/api/v1/{kind.resource}?year={quarter.year}&quarter={quarter.number}&per_page={per_page}"
    address += f"&unit={unit}" if unit else ""
    while address:
        page = client.get(address, headers={"Authorization": f"Bearer {token}"}).json()
        rows += page["rows"]
        address = page["next"]
    assert len(rows) == page["count"]
    return page["columns"], rows


def written(column, value):
    """Return what a worksheet stores for a value of the JSON."""
    if value is None:
        return None
    match column["kind"]:
        case "choice":
            return column["choices"][value]
        case "date":
            return datetime.datetime.fromisoformat(value)
        case "money" | "percent" | "quantity" | "number":
            return Decimal(value)
    return value


def stored(cell):
    """Return what a cell holds, a number as the decimal that was written."""
    return Decimal(str(cell.value)) if isinstance(cell.value, int | float) else cell.value


def differences(sheet, columns, rows):
    """Return (cell, in the sheet, in the JSON) for every cell that differs, headings included."""
    found = []
    for at, column in enumerate(columns, 1):
        for row, wanted in ((HEADING_ROW, column["heading"]), (HEADING_ROW + 1, column["number"])):
            if sheet.cell(row, at).value != wanted:
                found.append((sheet.cell(row, at).coordinate, sheet.cell(row, at).value, wanted))
        for number, row in enumerate(rows, FIRST_ROW):
            cell, wanted = sheet.cell(number, at), written(column, row[column["key"]])
            if stored(cell) != wanted:
                found.append((cell.coordinate, cell.value, wanted))
    return found


# -- workbook and JSON -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RECAPS.values(), ids=lambda kind: kind.resource)
def test_every_cell_of_every_sheet_is_the_json(token, workbooks, kind):
    place = list(RECAPS).index(kind.key) + 1
    compared = 0
    for quarter, file in workbooks.items():
        sheet = opened(file.content).worksheets[place]
        columns, rows = pages(token, kind, quarter)
        assert differences(sheet, columns, rows) == []
        compared += len(columns) * len(rows)
    assert compared > 100


def test_the_workbook_of_a_unit_is_the_json_of_the_unit(token, workbooks):
    quarter, compared = max(workbooks), 0
    for unit in reporting_units().select_related("regency").order_by("-pk")[:2]:
        sheets = opened(recap_workbook([unit], quarter, at=timezone.now()).content).worksheets[1:]
        for sheet, kind in zip(sheets, RECAPS.values(), strict=True):
            columns, rows = pages(token, kind, quarter, unit=unit.slug)
            assert differences(sheet, columns, rows) == []
            compared += len(rows)
    assert compared > 100


def test_one_changed_digit_is_found(token, workbooks):
    quarter, file = next(iter(workbooks.items()))
    kind = RECAPS["anggaran"]
    columns, rows = pages(token, kind, quarter)
    sheet = opened(file.content).worksheets[list(RECAPS).index("anggaran") + 1]
    row = next(row for row in rows if row["spent"])
    row["spent"] = str(int(Decimal(row["spent"])) + 1)
    assert [wanted for _, _, wanted in differences(sheet, columns, rows)] == [Decimal(row["spent"])]


def test_pages_of_any_size_hold_the_same_rows(token, workbooks):
    quarter = next(iter(workbooks))
    assert pages(token, RECAPS["anggaran"], quarter, 7) == pages(token, RECAPS["anggaran"], quarter, 500)


@needs_libreoffice
def test_libreoffice_keeps_every_cell(token, workbooks, tmp_path):
    quarter, file = next(iter(workbooks.items()))
    book, _ = through_libreoffice(file.content, tmp_path)
    for sheet, kind in zip(book.worksheets[1:], RECAPS.values(), strict=True):
        assert differences(sheet, *pages(token, kind, quarter)) == []


# -- the reports' own JSON ---------------------------------------------------------------------------------------------


def own_data(quarter):
    """Yield (unit, figures) of every report of a quarter as the report itself writes them."""
    for unit in reporting_units():
        inputs = load_unit_inputs(unit, quarter)
        results = compute_facts(inputs[0].facts) if inputs else None
        for each in inputs:
            found = compute_in_form(each, results)
            yield unit, report_data(each, found, check_report(each, found))


def rows_by(token, resource_key, quarter, *keys):
    found = {}
    for row in pages(token, RECAPS[resource_key], quarter)[1]:
        if not row["sum"]:
            found.setdefault(tuple(row[key] for key in keys), []).append(row)
    return found


def test_indicators_are_those_of_the_reports(token, workbooks, reported):
    compared = 0
    for quarter in workbooks:
        recap = rows_by(token, "capaian", quarter, "unit", "unit_of_measure", "target", "realization", "achievement")
        for unit, data in reported[quarter]:
            for own in data["indicators"]:
                key = (unit.slug, *(own[name] for name in ("unit", "target", "realization", "achievement")))
                assert key in recap, (unit.slug, data["position"], own)
                compared += 1
    assert compared > 100


def test_budget_lines_are_those_of_the_reports(token, workbooks, reported):
    compared = 0
    for quarter in workbooks:
        recap = rows_by(token, "anggaran", quarter, "unit", "code", "name")
        for unit, data in reported[quarter]:
            for own in data["lines"]:
                amounts = ("ceiling", "spent", "remaining", "absorption")
                found = recap[unit.slug, own["code"], own["name"]]
                assert [own[key] for key in amounts] in [[row[key] for key in amounts] for row in found]
                compared += 1
    assert compared > 100


def test_costs_are_those_of_the_reports(token, workbooks, reported):
    compared = 0
    for quarter in workbooks:
        recap = rows_by(token, "biaya", quarter, "unit", "code")
        for unit, data in reported[quarter]:
            for own in data["rows"]:
                if own["kind"] == "budget" and own["code"] and own["cost_per_outcome"] is not None:
                    keys = (
                        "target",
                        "realization",
                        "achievement",
                        "ceiling",
                        "spent",
                        "absorption",
                        "cost_per_outcome",
                    )
                    (row,) = recap[unit.slug, own["code"]]
                    assert {key: row[key] for key in keys} == {key: own[key] for key in keys}
                    compared += 1
    assert compared > 20


def test_totals_and_findings_are_those_of_the_reports(token, workbooks, reported):
    for quarter in workbooks:
        reports = rows_by(token, "laporan", quarter, "unit", "position")
        findings = rows_by(token, "temuan", quarter, "unit", "position")
        for unit, data in reported[quarter]:
            (row,) = reports[unit.slug, data["position"]]
            totals = {key: data["totals"][key] for key in ("mean_achievement", "ceiling", "spent", "absorption")}
            assert {key: row[key] for key in totals} == totals
            assert row["efficiency"] == data["efficiency"]["value"]
            told = [(each["code"], each["severity"], each["message"]) for each in data["findings"]]
            if row["status"] == "unopened":
                assert (unit.slug, data["position"]) not in findings
                continue
            counted = Counter(severity for _, severity, _ in told)
            assert [row[key] for key in ("errors", "warnings", "notes")] == [
                counted[key] for key in ("error", "warning", "note")
            ]
            rows = findings.get((unit.slug, data["position"]), [])
            assert [(each["code"], each["severity"], each["message"]) for each in rows] == told


def test_sums_add_up_to_what_stands_above_them(token, workbooks):
    """By another way than the computation: the programmes of a unit, the units of all, and those that have both."""
    narrowed = 0
    for quarter in workbooks:
        rows = pages(token, RECAPS["anggaran"], quarter)[1]
        for key in ("ceiling", "spent"):
            everything, there = Decimal(0), {}
            for unit in {row["unit"] for row in rows if row["unit"]}:
                tops = [row for row in rows if row["unit"] == unit and row["level"] == "program" and row[key]]
                (own,) = [row for row in rows if row["unit"] == unit and row["sum"]]
                assert Decimal(own[key] or 0) == sum(Decimal(row[key]) for row in tops)
                everything += Decimal(own[key] or 0)
                there[unit] = own
            total, *narrower = [row for row in rows if row["sum"] and not row["unit"]]
            assert Decimal(total[key] or 0) == everything
            both = [own for own in there.values() if own["ceiling"] and own["spent"]]
            assert len(narrower) == (0 < len(both) < sum(own["ceiling"] is not None for own in there.values()))
            for row in narrower:
                assert Decimal(row[key]) == sum(Decimal(own[key]) for own in both)
                assert f"({len(both)} dari " in row["unit_name"]
                narrowed += 1
    assert narrowed


def county_of(quarter, query):
    """Return (share, what it goes over) of the reports in time, as the page that compares units tells."""
    user = factories.UserFactory(is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(user)
    response = client.get(f"/perbandingan/{quarter.year}/{quarter.number}/{query}")
    section = next(each for each in response.context["sections"] if each.key == "ringkas")
    (row,) = [row for row in section.table.rows if row.cells[0].text == "Laporan tepat waktu"]
    return row.cells[1].value, row.cells[2].text


def test_reports_in_time_are_the_same_in_comparison_recap_and_compliance(token, workbooks):
    """Counted anew from who handed in when; of all units, and of some that the address asks for."""
    shares = set()
    for quarter in workbooks:
        rows = pages(token, RECAPS["unit"], quarter)[1]
        punctual = Counter()
        for row in pages(token, RECAPS["kepatuhan"], quarter)[1]:
            punctual[row["unit"], row["punctuality"]] += 1
            punctual[None, row["punctuality"]] += 1
        for row in rows:
            if row["reports"] is not None:
                came = punctual[row["unit"], "in_time"]
                assert row["in_time"] == came
                wanted = (Decimal(100 * came) / row["reports"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                assert Decimal(row["in_time_share"]) == wanted
        total = next(row for row in rows if row["sum"])
        share, over = county_of(quarter, "?jenis=semua")
        assert share == Decimal(total["in_time_share"])
        assert over.startswith(f"{total['in_time']} dari {total['reports']} laporan yang seharusnya masuk")
        shares.add(share)
        some = [row for row in rows if row["unit"]][:2]
        share, over = county_of(quarter, "?jenis=semua&" + "&".join(f"unit={row['unit']}" for row in some))
        came, owed = (sum(row[key] for row in some) for key in ("in_time", "reports"))
        assert over.startswith(f"{came} dari {owed} laporan")
        assert share == (Decimal(100 * came) / owed).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert len(shares) > 1


def test_the_kabupaten_is_worth_comparing(token, workbooks):
    """There are several quarters, many units, and both missing and present figures of every kind."""
    assert len(workbooks) >= 4
    assert Unit.objects.filter(pk__in=reporting_units()).count() >= 6
    assert all(first.content != second.content for first, second in pairwise(workbooks.values()))
    for kind in RECAPS.values():
        columns, rows = pages(token, kind, max(workbooks))
        for column in columns:
            if column["kind"] in FIGURES:
                assert any(row[column["key"]] is not None for row in rows), (kind.key, column["key"])


# -- what pages of figures read ----------------------------------------------------------------------------------------


def test_figures_are_computed_and_checked_the_same_without_what_people_wrote(workbooks):
    found = 0
    # What excuses a figure is no text that may be left out.
    for report in Report.objects.filter(quarter=3):
        factories.ObstacleFactory(report=report)
    for quarter in workbooks:
        for unit in reporting_units().select_related("regency", "parent"):
            whole, light = (load_unit_inputs(unit, quarter, texts=texts) for texts in (True, False))
            facts = compute_facts(whole[0].facts)
            assert light[0].facts == whole[0].facts
            for one, other in zip(whole, light, strict=True):
                assert facts_used(one) == facts_used(other)
                results = compute_in_form(one, facts)
                assert compute_in_form(other, facts) == results
                told, again = (
                    [replace(row, reason=None) for row in check_figures(inputs, results)] for inputs in (one, other)
                )
                assert told == again
                found += len(told)
    assert found > 500
