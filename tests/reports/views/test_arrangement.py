"""Form and date of a report as a page, and all forms beside each other."""

import datetime

import pytest

from agreements.enums import ReportForm, ReportStatus, Role
from reports.actions import arrange_report
from reports.models import Report
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


@pytest.fixture
def organisasi():
    return client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)


def address(place, page="atur/"):
    return place.report_address(place.kasi, page)


def send(client, place, page=None, **changes):
    fields = page or read(client.get(address(place))).fields | {"form": ""}
    return client.post(address(place), fields | changes)


def test_page_says_what_is_in_use(client, place):
    response = client.get(address(place))
    words = text_of(response)
    assert "Bentuk yang dipakai Kasi" in words
    assert f"Penanda tangan {place.kasi.appointments.get().official.name} tanggal tanda tangan 1 Juli 2024" in words
    assert "Sesuai jabatan: Kasi" in words


def test_form_of_the_post_is_the_default(client, place):
    place.kasi.form = ReportForm.STAF
    place.kasi.save()
    assert "Sesuai jabatan: Staf" in text_of(client.get(address(place)))


def test_form_and_date_are_saved(client, place):
    response = send(client, place, form="kasi_rinci", signed_on="3/7/2024")
    assert response.url == address(place, "")
    report = place.report(place.kasi)
    assert (report.form, report.signed_on) == ("kasi_rinci", datetime.date(2024, 7, 3))
    words = text_of(client.get(response.url))
    assert "Bentuk dan tanggal laporan disimpan." in words
    assert "3 Juli 2024" in words


def test_date_before_the_end_of_the_quarter_is_saved_with_a_warning(client, place):
    response = send(client, place, signed_on="20 Juni 2024")
    assert response.url == address(place)
    assert place.report(place.kasi).signed_on == datetime.date(2024, 6, 20)
    sentence = "Tanggal tanda tangan, 20 Juni 2024, mendahului akhir triwulan (30 Juni 2024)."
    assert text_of(client.get(address(place))).count(sentence) == 2, "told once, and standing on the page"
    assert text_of(client.get(address(place))).count(sentence) == 1


def test_wrong_date_is_refused_and_kept(client, place):
    response = send(client, place, signed_on="31 Juni 2024")
    assert response.status_code == 422
    assert read(response).fields["signed_on"] == "31 Juni 2024"
    assert "#id_signed_on" in read(response).links
    assert place.report(place.kasi).signed_on is None


def test_date_changed_meanwhile_is_a_conflict(client, place):
    page = read(client.get(address(place))).fields | {"form": ""}
    Report.objects.filter(position=place.kasi).update(signed_on=datetime.date(2024, 7, 9))
    response = send(client, place, page, signed_on="3/7/2024")
    assert response.status_code == 409
    assert "tanggal 9 Juli 2024" in text_of(response)
    assert read(response).fields["signed_on"] == "3/7/2024"
    assert send(client, place, read(response).fields | {"form": ""}).status_code == 302


def test_save_between_reading_and_writing_loses_nothing(client, place, monkeypatch):
    page = read(client.get(address(place))).fields | {"form": ""}

    def lose_then_save(**fields):
        Report.objects.filter(position=place.kasi).update(version=5, signed_on=datetime.date(2024, 7, 9))
        return arrange_report(**fields)

    monkeypatch.setattr("reports.views.arrangement.arrange_report", lose_then_save)
    response = send(client, place, page, signed_on="3/7/2024")
    assert response.status_code == 409
    assert read(response).fields["signed_on"] == "3/7/2024"


def test_unchanged_page_writes_nothing(client, place):
    assert "Tidak ada yang berubah" in text_of(client.get(send(client, place).url))
    assert place.report(place.kasi).version == 1


@pytest.mark.parametrize("who", ["superior", "handed in"])
def test_others_and_later_only_read(client, place, who):
    if who == "handed in":
        Report.objects.update(status=ReportStatus.APPROVED, round=1)
    reader = client_of(account_of(place.camat)) if who == "superior" else client
    response = reader.get(address(place))
    assert "signed_on" not in read(response).fields
    assert "Bentuk yang dipakai Kasi" in text_of(response)
    assert reader.post(address(place), {"form": "staf"}).status_code == 403


# -- all forms -----------------------------------------------------------------------------------------------------------


def test_all_forms_beside_each_other(organisasi, place):
    response = organisasi.get(address(place, "bentuk/"))
    page = read(response)
    words = text_of(response)
    for form in ReportForm:
        assert form.label in words
        assert address(place, "") + f"?bentuk={form.value}" in page.links
        assert form.value in page.ids
        assert f"{form.value}-bagian-introduction" in page.ids or form == ReportForm.CAMAT_LENGKAP
    assert response.content.decode().count('<article class="lkjip') == len(ReportForm)
    assert len(page.ids) == len(set(page.ids)), "no anchor stands twice, though every form has the same"


def test_anchors_lead_into_the_same_form(organisasi, place):
    page = read(organisasi.get(address(place, "bentuk/")))
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#kasi-")]
    assert inside
    assert set(inside) <= set(page.ids)


def test_some_forms_beside_each_other(organisasi, place):
    body = organisasi.get(address(place, "bentuk/") + "?bentuk=kasi&bentuk=staf&bentuk=bupati").content.decode()
    assert body.count('<article class="lkjip') == 2


def test_comparing_does_not_change_the_form(organisasi, place):
    organisasi.get(address(place, "bentuk/"))
    assert place.report(place.kasi).form == ""


def test_preview_of_one_form(organisasi, place):
    response = organisasi.get(address(place, "") + "?bentuk=staf")
    words = text_of(response)
    assert "Pratinjau bentuk Staf" in words
    assert "PERENCANAAN KINERJA" in words
    assert "PERENCANAAN KINERJA" not in text_of(organisasi.get(address(place, "")))


@pytest.mark.parametrize("page", ["bentuk/", "?bentuk=staf"])
def test_forms_are_compared_by_those_who_choose_them(client, place, page):
    response = client.get(address(place, page))
    assert response.status_code == 403
    assert "administrator dan Bagian Organisasi" in text_of(response)
    assert "Semua bentuk" not in text_of(client.get(address(place, "atur/")))


def test_those_who_compare_forms_find_the_way_to_them(organisasi, place):
    assert "Semua bentuk" in text_of(organisasi.get(address(place, "atur/")))


def test_form_that_does_not_exist_is_not_found(organisasi, place):
    assert organisasi.get(address(place, "") + "?bentuk=bupati").status_code == 404
