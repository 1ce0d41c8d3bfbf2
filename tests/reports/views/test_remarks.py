"""Remarks of the superior, shown to those who make the report and called mended by them."""

import pytest

from reports import actions
from reports.issuing import Answer
from tests.pages import client_of, read, text_of
from tests.reports.reviewing import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """An office whose kasi got the report back with a remark on an indicator."""
    office = make_office()
    camat = office.users["superior"]
    report = office.again()
    actions.submit_report(report=report, version=report.version, by=office.users["holder"])
    anchor = f"indikator-{office.place.direct.pk}"
    actions.add_comment(report=office.again(), anchor=anchor, text="Periksa <b>21</b>.", by=camat)
    report = office.again()
    actions.return_report(report=report, version=report.version, reason="Keliru.", answer=Answer(()), by=camat)
    return office


def page(office):
    return office.place.report_address(office.place.kasi)


def mended(office, remark=None):
    remark = remark or office.report.comments.get()
    return f"{page(office)}catatan/{remark.pk}/diperbaiki/"


def test_is_listed_with_the_way_to_where_it_is_mended(office):
    response = client_of(office.users["holder"]).get(page(office))
    words = text_of(response)
    assert "1 catatan belum diperbaiki" in words
    assert "belum diperbaiki Indikator – Jumlah keluarga yang diberdayakan Periksa <b>21</b>." in words
    assert "Periksa <b>21" not in response.content.decode()
    assert (
        office.place.address("isian/") + f"?laporan=kasi-desa#indikator-{office.place.direct.pk}"
        in read(response).links
    )


@pytest.mark.parametrize("who", ["holder", "operator"])
def test_is_called_mended_with_one_button(office, who):
    response = client_of(office.users[who]).post(mended(office), follow=True)
    assert response.redirect_chain == [(f"{page(office)}#catatan", 302)]
    words = text_of(response)
    assert "ditandai sudah diperbaiki." in words
    assert "Semua catatan sudah diperbaiki" in words
    assert office.report.comments.get().mended_by == office.users[who]


def test_second_time_says_so(office):
    client = client_of(office.users["holder"])
    client.post(mended(office))
    assert "Catatan ini sudah ditandai sebelumnya." in text_of(client.post(mended(office), follow=True))


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin"])
def test_is_refused_to_those_who_do_not_make_the_report(office, who):
    client = client_of(office.users[who])
    shown = text_of(client.get(page(office)))
    assert "1 catatan belum diperbaiki" in shown
    assert "Sudah diperbaiki :" not in shown
    assert client.post(mended(office)).status_code == 403
    assert office.report.comments.get().mended_at is None


def test_is_refused_while_the_report_waits_for_the_superior(office):
    report = office.again()
    actions.submit_report(report=report, version=report.version, by=office.users["holder"])
    client = client_of(office.users["holder"])
    assert "Sudah diperbaiki :" not in text_of(client.get(page(office)))
    assert client.post(mended(office)).status_code == 403


def test_remark_of_another_report_is_not_found(office):
    other = office.place.report_address(office.place.camat)
    remark = office.report.comments.get()
    response = client_of(office.users["operator"]).post(f"{other}catatan/{remark.pk}/diperbaiki/")
    assert response.status_code == 404
    assert client_of(office.users["stranger"]).post(mended(office)).status_code == 404
    assert office.report.comments.get().mended_at is None
