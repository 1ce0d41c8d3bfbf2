"""The digest in words."""

import pytest

from reports import letters
from reports.letters import digest
from reports.queries import notices_of
from tests import factories
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id"
    return make_workplace()


def written(place, count, **options):
    camat = account_of(place.camat)
    for number in range(count):
        factories.NoticeFactory(
            user=camat, report=place.report(place.kasi), **({"text": f"Kejadian {number}."} | options)
        )
    return digest(camat, notices_of(camat).order_by("pk"))


def test_digest_names_each_thing_with_its_link(place):
    letter = written(place, 2)
    assert letter.subject == "LKjIP: 2 hal menunggu Anda"
    report = f"https://lkjip.example.go.id/laporan/{place.unit.slug}/kasi-desa/2024/2/"
    assert (
        f"1. Laporan diajukan: Kepala Seksi Desa, {place.unit.name}, TW II 2024\n   Kejadian 0.\n   {report}\n\n"
        f"2. Laporan diajukan: Kepala Seksi Desa, {place.unit.name}, TW II 2024\n   Kejadian 1.\n   {report}\n\n"
    ) in letter.text
    assert letter.text.startswith(f"Yth. {place.camat.appointments.get().official.name},\n\nAda 2 hal ")
    for page in ("/pemberitahuan/", "/akun/"):
        assert f"https://lkjip.example.go.id{page}\n" in letter.text


def test_text_of_several_lines_stays_in_its_place(place):
    assert (
        "\n   Dikembalikan: periksa lagi. 2. Palsu\n"
        in written(place, 1, text="Dikembalikan:\nperiksa lagi.\n\n2. Palsu").text
    )


def test_long_digest_is_cut_and_says_so(place, monkeypatch):
    monkeypatch.setattr(letters, "MOST_TOLD", 2)
    letter = written(place, 5)
    assert letter.subject == "LKjIP: 5 hal menunggu Anda"
    assert "\n\n... dan 3 hal lain.\n\n" in letter.text
    assert "Kejadian 1." in letter.text
    assert "Kejadian 2." not in letter.text
