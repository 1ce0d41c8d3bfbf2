"""Section texts as pages: listed, edited beside what is generated, refused without a loss, given back."""

from decimal import Decimal

import pytest

from agreements.enums import ReportStatus
from reports.actions import save_text
from reports.models import Event, Report, ReportText
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

COUNTS = "closing_counts"
SAVED = "Tersimpan orang lain."


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place, page=""):
    return place.report_address(place.kasi, f"teks/{page}")


def shown(client, place, section=COUNTS):
    return read(client.get(address(place, f"{section}/"))).fields


def send(client, place, text, page=None, section=COUNTS):
    return client.post(address(place, f"{section}/"), (page or shown(client, place, section)) | {"text": text})


def write(place, text=SAVED, section=COUNTS, by=None):
    """Save a text as the page does."""
    client = client_of(by or place.operator)
    assert send(client, place, text, section=section).status_code == 302


# -- the list ------------------------------------------------------------------------------------------------------------


def test_list_in_printed_order(client, place):
    page = client.get(address(place))
    words = text_of(page)
    assert (
        words.index("Kewajiban melapor") < words.index("Pengantar capaian kinerja") < words.index("Penutup: strategi")
    )
    assert "otomatis" in words
    assert address(place, f"{COUNTS}/") in read(page).links


def test_list_says_who_edited_what(client, place):
    write(place, by=account_of(place.kasi))
    words = text_of(client.get(address(place)))
    assert f"{SAVED} disunting {place.kasi.appointments.get().official.name}" in words


def test_list_shows_what_figures_have_left_then_and_now(client, place):
    write(place)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(35))
    words = text_of(client.get(address(place)))
    assert "Angka di bagian ini berubah sejak disunting" in words
    assert "Teks otomatis saat disunting" in words
    assert "angka berubah" in words


def test_list_costs_the_same_with_one_text_and_three(client, place):
    report = place.report(place.kasi)
    factories.ReportTextFactory(report=report, section=COUNTS)
    one = queries_of(client, address(place))
    factories.ReportTextFactory(report=report, section="cost")
    factories.ReportTextFactory(report=report, section="closing")
    assert queries_of(client, address(place)) == one


# -- editing -------------------------------------------------------------------------------------------------------------


def test_page_starts_from_the_generated_text(client, place):
    response = client.get(address(place, f"{COUNTS}/"))
    generated = read(response).fields["text"]
    assert "2 target kinerja" in generated
    assert text_of(response).count("Teks otomatis") == 1
    assert "Kembalikan" not in text_of(response)


def test_saved_text_is_printed_in_the_report(client, place):
    response = send(client, place, "Dua paragraf.\r\n\r\nIni yang kedua.")
    assert response.url == address(place)
    row = ReportText.objects.get()
    assert row.text == "Dua paragraf.\n\nIni yang kedua."
    assert "2 target kinerja" in row.generated
    assert row.updated_by == place.operator
    assert "Dua paragraf." in text_of(client.get(place.report_address(place.kasi)))
    assert "Kembalikan ke teks otomatis" in text_of(client.get(address(place, f"{COUNTS}/")))


def test_unchanged_text_stays_generated(client, place):
    assert client.post(address(place, f"{COUNTS}/"), shown(client, place)).status_code == 302
    assert not ReportText.objects.exists()


def test_empty_text_is_refused(client, place):
    response = send(client, place, "   ")
    assert response.status_code == 422
    assert "Teksnya kosong" in text_of(response)
    assert not ReportText.objects.exists()


def test_text_stays_text(client, place):
    write(place, "<script>alert(1)</script> & {{ x }}")
    for page in (address(place), address(place, f"{COUNTS}/"), place.report_address(place.kasi)):
        assert "<script>alert(1)" not in client.get(page).content.decode()


# -- somebody else was faster --------------------------------------------------------------------------------------------


def test_text_saved_meanwhile_is_shown_beside_what_was_typed(client, place):
    page = shown(client, place)
    write(place, by=account_of(place.kasi))
    response = send(client, place, "Ketikan saya.", page)
    assert response.status_code == 409
    assert read(response).fields["text"] == "Ketikan saya."
    words = text_of(response)
    assert "Yang tersimpan sekarang " + place.kasi.appointments.get().official.name in words
    assert SAVED in words
    assert ReportText.objects.get().text == SAVED
    again = send(client, place, "Ketikan saya.", read(response).fields)
    assert again.status_code == 302
    assert ReportText.objects.get().text == "Ketikan saya."


def test_figure_changed_meanwhile_is_shown_before_the_text_is_kept(client, place):
    page = shown(client, place)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(35))
    response = send(client, place, "Ketikan saya.", page)
    assert response.status_code == 409
    assert not ReportText.objects.exists()
    assert send(client, place, "Ketikan saya.", read(response).fields).status_code == 302


def test_other_section_saved_meanwhile_is_no_conflict(client, place):
    page = shown(client, place)
    write(place, section="cost")
    assert send(client, place, "Ketikan saya.", page).status_code == 302
    assert ReportText.objects.count() == 2


def test_save_between_reading_and_writing_loses_nothing(client, place, monkeypatch):
    """The version of the report is compared when it is written; the page then shows both texts."""
    page = shown(client, place)

    def lose_then_save(**fields):
        monkeypatch.undo()
        write(place)
        return save_text(**fields)

    monkeypatch.setattr("reports.views.texts.save_text", lose_then_save)
    response = send(client, place, "Ketikan saya.", page)
    assert response.status_code == 409
    assert read(response).fields["text"] == "Ketikan saya."
    assert SAVED in text_of(response)
    assert ReportText.objects.get().text == SAVED


# -- giving back ---------------------------------------------------------------------------------------------------------


def test_reset_asks_first_and_then_prints_the_generated_text(client, place):
    write(place)
    reset = address(place, f"{COUNTS}/kembalikan/")
    words = text_of(client.get(reset))
    assert "Ya, pakai teks otomatis" in words
    assert SAVED in words
    assert ReportText.objects.exists()
    assert client.post(reset).url == address(place)
    assert not ReportText.objects.exists()
    assert Event.objects.order_by("id").last().action == "reset_text"
    assert "sudah memakai teks otomatis" in text_of(client.get(client.post(reset).url))


# -- who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["superior", "handed in"])
def test_others_and_later_only_read(place, who):
    write(place)
    client = client_of(account_of(place.camat) if who == "superior" else place.operator)
    if who == "handed in":
        Report.objects.update(status=ReportStatus.SUBMITTED, round=1)
    for page in ("", f"{COUNTS}/", f"{COUNTS}/kembalikan/"):
        response = client.get(address(place, page))
        assert response.status_code == 200
        assert "text" not in read(response).fields
        assert "Ya, pakai" not in text_of(response)
    assert SAVED in text_of(client.get(address(place, f"{COUNTS}/")))
    for page in (f"{COUNTS}/", f"{COUNTS}/kembalikan/"):
        assert client.post(address(place, page), {"text": "Lain.", "seen": "x"}).status_code == 403
    assert ReportText.objects.get().text == SAVED


def test_section_that_the_form_does_not_have_is_not_found(client, place):
    for page in ("bukan-bagian/", "formation/", "formation/kembalikan/"):
        assert client.get(address(place, page)).status_code == 404
