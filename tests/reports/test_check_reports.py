"""`check_reports`: all findings of a unit or of all, as text or JSON."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import (
    AgreementItemFactory,
    AppointmentFactory,
    IndicatorRealizationFactory,
    PositionFactory,
    UnitFactory,
    YearTargetFactory,
)
from tests.reports.issuing import issue, reopen
from tests.reports.workplace import make_workplace


@pytest.fixture
def units(db):
    """Two units, each with a post that promised something and reported nothing."""
    for slug in ("kecamatan-barat", "kecamatan-timur"):
        position = PositionFactory(unit=UnitFactory(slug=slug, name=slug.title()), slug="camat", name="Camat")
        AppointmentFactory(position=position)
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
    assert set(data["findings"][0]) == {"unit", "position", "code", "severity", "message", "where", "mend"}


def test_json_of_all_units(units):
    data = json.loads(run("2024", "2", "--format", "json"))
    assert {finding["unit"] for finding in data["findings"]} == {"kecamatan-barat", "kecamatan-timur"}


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
