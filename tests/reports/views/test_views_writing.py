"""The lists of a report as a page: filled, added to, refused without a loss."""

import pytest

from agreements.enums import ReportStatus
from reports.actions import save_writing
from reports.models import Event, FollowUp, Obstacle, Report, Strategy
from reports.queries import Writing, load_writing
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place):
    return place.report_address(place.kasi, "uraian/")


def shown(client, place):
    response = client.get(address(place))
    assert response.status_code == 200
    fields = read(response).fields
    # Selects are read apart: what they show is their selected option.
    return {name: value for name, value in fields.items() if not name.endswith("DELETE")} | selected(response)


def selected(response):
    form = response.context["form"]
    return {row["subject"].html_name: row["subject"].value() or "" for row in form.strategies.forms}


def send(client, place, changes, page=None):
    return client.post(address(place), (page or shown(client, place)) | changes)


def item_value(place):
    return f"item-{place.kasi.agreements.get().items.first().pk}"


def add(place, text, *, closing=False):
    return factories.FollowUpFactory(report=place.report(place.kasi), text=text, closing=closing)


def everything(place):
    return {
        "strategi-0-subject": item_value(place),
        "strategi-0-months": "Januari s.d. Juni 2024",
        "strategi-0-butir-0-text": "Kunjungan ke desa",
        "strategi-0-butir-1-text": "Rapat koordinasi",
        "strategi-0-butir-1-months": "Mei",
        "lanjut-0-text": "Melengkapi data",
        "penutup-0-text": "Koordinasi",
        "hambatan-0-text": "Data terlambat",
        "hambatan-0-solution": "Menjemput data",
        "aktivitas-0-kind": "Fasilitasi",
        "aktivitas-0-text": "Pembinaan",
    }


def test_everything_is_saved_and_printed(client, place):
    response = send(client, place, everything(place))
    assert response.status_code == 302
    writing = load_writing(place.report(place.kasi))
    assert writing.strategies[0].items == (("Kunjungan ke desa", ""), ("Rapat koordinasi", "Mei"))
    assert (writing.follow_ups, writing.closing_points) == (("Melengkapi data",), ("Koordinasi",))
    assert (writing.obstacles, writing.activities) == (
        (("Data terlambat", "Menjemput data"),),
        (("Fasilitasi", "Pembinaan"),),
    )
    assert "Disimpan: strategi, rencana tindak lanjut" in text_of(client.get(response.url))
    words = text_of(client.get(place.report_address(place.kasi)))
    assert "Kunjungan ke desa" in words
    assert "Melengkapi data" in words


def test_page_sent_back_changes_nothing(client, place):
    send(client, place, everything(place))
    events = Event.objects.count()
    assert "Tidak ada yang berubah" in text_of(client.get(send(client, place, {}).url))
    assert Event.objects.count() == events


def test_subjects_are_those_of_the_report(client, place):
    body = client.get(address(place)).content.decode()
    for group in ("Indikator yang diperjanjikan", "Baris anggaran"):
        assert f'<optgroup label="{group}">' in body
    assert f'value="{item_value(place)}"' in body
    assert f'value="line-{place.line.pk}"' in body
    assert f'value="line-{place.other_line.pk}"' not in body


def test_subject_that_left_the_report_can_stay(client, place):
    factories.StrategyFactory(report=place.report(place.kasi), indicator=place.mean)
    assert f'value="indicator-{place.mean.pk}" selected' in client.get(address(place)).content.decode()
    response = send(client, place, {"strategi-0-butir-0-text": "Tetap"})
    assert response.status_code == 302
    assert Strategy.objects.get().indicator == place.mean


def test_incomplete_row_saves_nothing_and_loses_nothing(client, place):
    response = send(client, place, everything(place) | {"hambatan-0-text": "", "strategi-0-subject": ""})
    assert response.status_code == 422
    page = read(response)
    assert page.fields["lanjut-0-text"] == "Melengkapi data"
    assert page.fields["strategi-0-butir-1-months"] == "Mei"
    assert {"#id_hambatan-0-text", "#id_strategi-0-subject"} <= set(page.links)
    assert not FollowUp.objects.exists()
    assert not Event.objects.exists()


def test_more_rows_without_a_script_and_without_saving(client, place):
    add(place, "Lama")
    response = send(
        client, place, {"lanjut-1-text": "Baru diketik", "hambatan-0-solution": "Setengah", "add": "lanjut"}
    )
    assert response.status_code == 200
    page = read(response)
    assert page.fields["lanjut-1-text"] == "Baru diketik"
    assert {"lanjut-3-text", "lanjut-4-text", "lanjut-5-text"} <= page.fields.keys()
    assert list(FollowUp.objects.values_list("text", flat=True)) == ["Lama"]
    saved = send(client, place, {"lanjut-4-text": "Di baris baru", "hambatan-0-solution": ""}, page.fields)
    assert saved.status_code == 302
    assert load_writing(place.report(place.kasi)).follow_ups == ("Lama", "Baru diketik", "Di baris baru")


def test_one_more_strategy_and_one_more_sentence(client, place):
    first = send(client, place, {"add": "strategi"})
    assert "strategi-1-butir-1-text" in read(first).fields
    second = send(client, place, {"add": "strategi-1-butir"}, read(first).fields | selected(first))
    assert "strategi-1-butir-4-text" in read(second).fields


# -- somebody else was faster --------------------------------------------------------------------------------------------


def test_lists_changed_meanwhile_are_shown_beside_what_was_typed(client, place):
    page = shown(client, place)
    kasi = account_of(place.kasi)
    send(client_of(kasi), place, {"lanjut-0-text": "Dari Kasi"})
    response = send(client, place, {"lanjut-0-text": "Dari operator"}, page)
    assert response.status_code == 409
    words = text_of(response)
    assert f"Yang tersimpan sekarang, {place.kasi.appointments.get().official.name}" in words
    assert "Dari Kasi" in words
    assert read(response).fields["lanjut-0-text"] == "Dari operator"
    assert FollowUp.objects.get().text == "Dari Kasi"
    again = send(client, place, {}, read(response).fields | selected(response))
    assert again.status_code == 302
    assert FollowUp.objects.get().text == "Dari operator"


def test_adding_rows_does_not_hide_a_conflict(client, place):
    page = shown(client, place)
    add(place, "Dari Kasi")
    added = send(client, place, {"lanjut-0-text": "Dari operator", "add": "lanjut"}, page)
    assert send(client, place, {}, read(added).fields | selected(added)).status_code == 409


def test_something_else_of_the_report_saved_meanwhile_is_no_conflict(client, place):
    page = shown(client, place)
    Report.objects.update(version=9)
    assert send(client, place, {"lanjut-0-text": "Tetap tersimpan"}, page).status_code == 302


def test_save_between_reading_and_writing_loses_nothing(client, place, monkeypatch):
    page = shown(client, place)

    def lose_then_save(**fields):
        monkeypatch.undo()
        report = place.report(place.kasi)
        save_writing(report=report, writing=Writing(("x",)[:0], ("Lebih cepat",)), version=1, by=place.operator)
        return save_writing(**fields)

    monkeypatch.setattr("reports.views.writing.save_writing", lose_then_save)
    response = send(client, place, {"lanjut-0-text": "Ketikan saya"}, page)
    assert response.status_code == 409
    assert read(response).fields["lanjut-0-text"] == "Ketikan saya"
    assert FollowUp.objects.get().text == "Lebih cepat"


# -- who, and at what cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["superior", "handed in"])
def test_others_and_later_only_read(place, who):
    send(client_of(place.operator), place, everything(place))
    client = client_of(account_of(place.camat) if who == "superior" else place.operator)
    if who == "handed in":
        Report.objects.update(status=ReportStatus.APPROVED, round=1)
    response = client.get(address(place))
    assert "lanjut-0-text" not in read(response).fields
    words = text_of(response)
    for text in ("Kunjungan ke desa", "Rapat koordinasi (Mei)", "Melengkapi data", "Menjemput data", "Pembinaan"):
        assert text in words
    assert client.post(address(place), {}).status_code == 403
    assert client.post(address(place), {"add": "lanjut"}).status_code == 403
    assert Obstacle.objects.exists()


def test_text_stays_text(client, place):
    add(place, "<script>alert(1)</script>")
    for page in (address(place), place.report_address(place.kasi)):
        assert "<script>alert(1)" not in client.get(page).content.decode()


def test_page_costs_the_same_with_one_row_and_three(client, place):
    item = place.kasi.agreements.get().items.first()
    report = place.report(place.kasi)

    def more():
        strategy = factories.StrategyFactory(report=report, indicator=None, item=item)
        factories.StrategyItemFactory(strategy=strategy)
        add(place, "Lanjut")
        factories.ObstacleFactory(report=report)
        factories.ActivityFactory(report=report)

    more()
    one = queries_of(client, address(place))
    more()
    more()
    assert queries_of(client, address(place)) == one
