"""`check_reports`: all findings of a unit or of all, as text or JSON."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Indicator, YearTarget
from reports.models import Report
from tests.factories import (
    AgreementItemFactory,
    AppointmentFactory,
    IndicatorRealizationFactory,
    PositionFactory,
    ReportFactory,
    UnitFactory,
    YearTargetFactory,
)
from tests.reports.issuing import issue, reopen
from tests.reports.workplace import make_workplace


@pytest.fixture
def units(db):
    """Two units, each with a post that promised something, opened its report, and typed nothing."""
    for slug in ("kecamatan-barat", "kecamatan-timur"):
        position = PositionFactory(unit=UnitFactory(slug=slug, name=slug.title()), slug="camat", name="Camat")
        AppointmentFactory(position=position)
        ReportFactory(position=position)
        item = AgreementItemFactory(agreement__position=position)
        YearTargetFactory(indicator=item.indicator)


def run(*arguments):
    out = io.StringIO()
    call_command("check_reports", *arguments, stdout=out)
    return out.getvalue()


def test_json_of_one_unit(units):
    data = json.loads(run("kecamatan-barat", "2024", "2", "--format", "json"))
    assert (data["schema"], data["year"], data["quarter"]) == (1, 2024, 2)
    assert data["findings"]
    assert {finding["unit"] for finding in data["findings"]} == {"kecamatan-barat"}
    assert set(data["findings"][0]) == {
        "unit",
        "position",
        "code",
        "severity",
        "message",
        "where",
        "mend",
        "reason",
        "address",
    }


def test_json_of_all_units(units):
    data = json.loads(run("2024", "2", "--format", "json"))
    assert {finding["unit"] for finding in data["findings"]} == {"kecamatan-barat", "kecamatan-timur"}


def test_each_finding_has_the_address_at_which_it_is_mended(units, settings):
    settings.PUBLIC_URL = "https://lkjip.example/"
    YearTarget.objects.all().delete()
    found = json.loads(run("kecamatan-barat", "2024", "2", "--format", "json"))["findings"]
    base, indicator = "https://lkjip.example", Indicator.objects.get(unit__slug="kecamatan-barat").pk
    assert {row["code"]: row["address"] for row in found} == {
        "missing_figure": f"{base}/unit/kecamatan-barat/2024/2/isian/?laporan=camat#indikator-{indicator}",
        "missing_target": f"{base}/pk/kecamatan-barat/camat/2024/murni/sunting/#id_sasaran-0-butir-0-target",
        "unsigned_agreement": f"{base}/pk/kecamatan-barat/camat/2024/murni/tanda-tangan/#id_signed_on",
        # Of two lists the last.
        "unwritten": f"{base}/laporan/kecamatan-barat/camat/2024/2/uraian/#id_lanjut-0-text",
    }
    assert f"    {base}/pk/" in run("kecamatan-barat", "2024", "2")


def test_reports_that_nobody_opened_are_checked_only_when_asked_for(units):
    Report.objects.filter(position__unit__slug="kecamatan-timur").delete()
    found = json.loads(run("2024", "2", "--format", "json"))["findings"]
    assert {row["unit"] for row in found} == {"kecamatan-barat"}
    found = json.loads(run("2024", "2", "--format", "json", "--all"))["findings"]
    assert {row["unit"] for row in found} == {"kecamatan-barat", "kecamatan-timur"}
    assert run("kecamatan-timur", "2024", "2") == "0 laporan diperiksa, 0 temuan.\n"


def test_the_exit_code_tells_of_errors_when_asked(units):
    with pytest.raises(CommandError, match="Ada 1 galat") as ended:
        run("kecamatan-barat", "2024", "2", "--exit-code")
    assert ended.value.returncode == 3
    for row in Indicator.objects.all():
        IndicatorRealizationFactory(indicator=row, value=1)
    assert "Galat" not in run("kecamatan-barat", "2024", "2", "--exit-code")


def test_text(units):
    text = run("kecamatan-barat", "2024", "2")
    assert text.startswith("Camat, Kecamatan-Barat\n  Galat: ")
    assert text.splitlines()[-1].startswith("1 laporan diperiksa, ")


def test_approved_report_is_checked_as_it_was_issued(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = make_workplace()
    IndicatorRealizationFactory(indicator=place.direct, value=20)
    issue(place.report(place.kasi))

    def found():
        data = json.loads(run(place.unit.slug, "2024", "2", "--format", "json"))
        return [row for row in data["findings"] if row["position"] == "kasi-desa"]

    before = found()
    place.direct.realizations.all().delete()
    assert found() == before
    reopen(place.report(place.kasi))
    assert len(found()) == len(before) + 1


def test_unit_without_posts(units):
    UnitFactory(slug="kecamatan-kosong")
    assert run("kecamatan-kosong", "2024", "2") == "0 laporan diperiksa, 0 temuan.\n"


def test_unknown_unit(units):
    with pytest.raises(CommandError, match="Mungkin maksud Anda: kecamatan-barat"):
        run("kecamatan-bara", "2024", "2")


def test_unknown_quarter(units):
    with pytest.raises(CommandError, match="Triwulan “7” tidak ada"):
        run("2024", "7")
