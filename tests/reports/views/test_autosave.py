"""Pages of texts that save themselves: saved, saved again, half of it, not over somebody else's, not for another."""

import pytest

from agreements.enums import ReportStatus
from reports.actions import save_writing
from reports.models import Event, Report, ReportText
from reports.queries import Writing, load_writing
from tests import factories
from tests.pages import client_of, read
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

LISTS, TEXT = "uraian/", "teks/closing_counts/"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place, page):
    return place.report_address(place.kasi, page)


def fields(client, place, page=LISTS):
    return {
        name: value for name, value in read(client.get(address(place, page))).fields.items() if "DELETE" not in name
    }


def send(client, place, page, shown, **changes):
    posted = shown | {"akun": place.operator.pk} | {name.replace("__", "-"): text for name, text in changes.items()}
    return client.post(address(place, page), posted, **JSON)


def stands(place):
    return load_writing(place.report(place.kasi))


def test_lists_are_saved_and_the_same_page_saves_again(client, place):
    shown = fields(client, place)
    first = send(client, place, LISTS, shown, lanjut__0__text="Satu").json()
    assert first["state"] == "saved"
    again = send(client, place, LISTS, shown | {"seen": first["seen"]}, lanjut__0__text="Satu", lanjut__1__text="Dua")
    assert again.json()["state"] == "saved"
    assert stands(place).follow_ups == ("Satu", "Dua")
    # The first row says what stands by now, and must not be taken for a blank one.
    last = send(
        client,
        place,
        LISTS,
        shown | {"seen": again.json()["seen"]},
        lanjut__0__text="Satu",
        lanjut__1__text="Dua, lagi",
    )
    assert last.json()["state"] == "saved"
    assert stands(place).follow_ups == ("Satu", "Dua, lagi")


def test_what_stands_already_is_not_written_again(client, place):
    shown = fields(client, place)
    seen = send(client, place, LISTS, shown, lanjut__0__text="Satu").json()["seen"]
    events = Event.objects.count()
    assert send(client, place, LISTS, shown | {"seen": seen}, lanjut__0__text="Satu").json()["state"] == "saved"
    assert Event.objects.count() == events


def test_half_a_row_keeps_no_other_list_from_being_saved(client, place):
    shown = fields(client, place)
    answer = send(
        client, place, LISTS, shown, lanjut__0__text="Satu", hambatan__0__solution="Dijemput", penutup__0__text="Rapat"
    ).json()
    assert answer["state"] == "wrong"
    assert answer["faults"] == [
        {"id": "id_hambatan-0-text", "text": "Hambatan: Tuliskan hambatannya; solusinya sudah ada."}
    ]
    assert (stands(place).follow_ups, stands(place).closing_points, stands(place).obstacles) == (
        ("Satu",),
        ("Rapat",),
        (),
    )
    mended = send(
        client,
        place,
        LISTS,
        shown | {"seen": answer["seen"]},
        lanjut__0__text="Satu",
        penutup__0__text="Rapat",
        hambatan__0__text="Data",
        hambatan__0__solution="Dijemput",
    )
    assert mended.json()["state"] == "saved"
    assert stands(place).obstacles == (("Data", "Dijemput"),)


def test_text_is_saved_and_saved_again(client, place):
    shown = fields(client, place, TEXT)
    first = send(client, place, TEXT, shown, text="Kalimat saya.").json()
    assert first["state"] == "saved"
    second = send(client, place, TEXT, shown | {"seen": first["seen"]}, text="Kalimat saya, lengkap.").json()
    assert second["state"] == "saved"
    assert ReportText.objects.get().text == "Kalimat saya, lengkap."
    # The page opened now carries the same fingerprint.
    assert fields(client, place, TEXT)["seen"] == second["seen"]


def test_empty_text_is_told_and_not_saved(client, place):
    shown = fields(client, place, TEXT)
    answer = send(client, place, TEXT, shown, text="  ").json()
    assert (answer["state"], answer["faults"][0]["id"]) == ("wrong", "id_text")
    assert not ReportText.objects.exists()


@pytest.mark.parametrize(("page", "change"), [(LISTS, {"lanjut__0__text": "Saya"}), (TEXT, {"text": "Saya."})])
def test_what_somebody_else_saved_stays(client, place, page, change):
    shown = fields(client, place, page)
    other = client_of(account_of(place.kasi))
    other.post(address(place, page), shown | {name.replace("__", "-"): "Orang lain." for name in change})
    events = Event.objects.count()
    assert send(client, place, page, shown, **change).json() == {"state": "conflict"}
    assert Event.objects.count() == events


@pytest.mark.parametrize(("page", "change"), [(LISTS, {"lanjut__0__text": "Saya"}), (TEXT, {"text": "Saya."})])
def test_another_account_saves_nothing(place, page, change):
    client = client_of(account_of(place.kasi))
    shown = fields(client, place, page)
    response = send(client, place, page, shown, **change)
    assert response.status_code == 409
    assert "masuk akun lain" in response.json()["message"]
    assert not Event.objects.exists()


@pytest.mark.parametrize(("page", "change"), [(LISTS, {"lanjut__0__text": "Saya"}), (TEXT, {"text": "Saya."})])
def test_save_whose_answer_was_lost_finds_itself_done(client, place, page, change):
    shown = fields(client, place, page)
    first = send(client, place, page, shown, **change).json()
    events = Event.objects.count()
    assert send(client, place, page, shown, **change).json() == first
    assert Event.objects.count() == events


@pytest.mark.parametrize("page", [LISTS, TEXT])
def test_report_that_was_handed_in_is_refused(client, place, page):
    shown = fields(client, place, page)
    Report.objects.update(status=ReportStatus.SUBMITTED, round=1)
    assert send(client, place, page, shown, text="x", lanjut__0__text="x").status_code == 403
    assert not Event.objects.exists()


def test_save_at_the_same_moment_is_sent_again(client, place, monkeypatch):
    shown = fields(client, place)

    def lose_then_save(**more):
        monkeypatch.undo()
        report = place.report(place.kasi)
        save_writing(report=report, writing=Writing(closing_points=("Lain",)), version=1, by=place.operator)
        return save_writing(**more)

    monkeypatch.setattr("reports.views.writing.save_writing", lose_then_save)
    assert send(client, place, LISTS, shown, lanjut__0__text="Saya").json() == {"state": "again"}
    assert send(client, place, LISTS, shown, lanjut__0__text="Saya").json() == {"state": "conflict"}


def test_copied_line_that_is_changed_was_read(client, place):
    factories.FollowUpFactory(report=place.report(place.kasi), text="Lama", copied_year=2024, copied_quarter=1)
    shown = fields(client, place)
    send(client, place, LISTS, shown, lanjut__1__text="Baru")
    assert place.report(place.kasi).follow_ups.get(text="Lama").copied_from == (2024, 1)
    shown = fields(client, place)
    send(client, place, LISTS, shown, lanjut__0__text="Lama, diubah")
    assert place.report(place.kasi).follow_ups.get(text="Lama, diubah").copied_from is None
