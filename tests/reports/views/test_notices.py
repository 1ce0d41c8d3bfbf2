"""The list of notices, its count in the head of every page, and reading them."""

import pytest

from agreements.enums import NoticeKind
from reports.models import Notice
from reports.views import notices as module
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def camat(place):
    return account_of(place.camat)


def notice(place, user, **options):
    return factories.NoticeFactory(user=user, report=place.report(place.kasi), **options)


def unread(user):
    return Notice.objects.filter(user=user, read_at=None).count()


def test_every_page_counts_the_unread(place, camat):
    client = client_of(camat)
    assert "belum dibaca" not in text_of(client.get("/"))
    notice(place, camat)
    notice(place, camat)
    for address in ("/", "/akun/sandi/", place.report_address(place.kasi), "/tidak/ada/"):
        assert "Pemberitahuan 2 belum dibaca" in text_of(client.get(address)), address


def test_a_hundred_is_said_in_short(place, camat):
    Notice.objects.bulk_create(
        factories.NoticeFactory.build(user=camat, report=place.report(place.kasi), key=f"putaran-{number}")
        for number in range(101)
    )
    assert "99+ belum dibaca" in text_of(client_of(camat).get("/pemberitahuan/"))


def test_list_says_in_words_what_is_unread(place, camat):
    first = notice(place, camat, text="Diajukan pertama kali.")
    notice(place, camat, text="Diajukan lagi.")
    notice(place, place.operator, text="Bukan untuk camat.")
    client = client_of(camat)
    client.post(f"/pemberitahuan/{first.pk}/buka/")
    words = text_of(client.get("/pemberitahuan/"))
    assert words.index("Diajukan lagi.") < words.index("Diajukan pertama kali.")
    assert words.count("Belum dibaca") == 1
    assert "Buka laporan Kepala Seksi Desa, TW II 2024" in words
    assert "Bukan untuk camat." not in words


def test_empty_list_says_so(camat):
    words = text_of(client_of(camat).get("/pemberitahuan/"))
    assert "Belum ada pemberitahuan." in words
    assert "Tandai semua" not in words


def test_text_stays_text(place, camat):
    notice(place, camat, text="<b>tebal</b>")
    response = client_of(camat).get("/pemberitahuan/")
    assert "<b>tebal</b>" in text_of(response)


def test_opening_marks_it_read_and_goes_to_the_report(place, camat):
    one, _ = notice(place, camat), notice(place, camat)
    client = client_of(camat)
    assert client.get(place.report_address(place.kasi)).status_code == 200
    assert unread(camat) == 2
    response = client.post(f"/pemberitahuan/{one.pk}/buka/")
    assert response.url == place.report_address(place.kasi, "reviu/")
    assert unread(camat) == 1
    assert place.report_address(place.kasi, "reviu/") in read(client.get("/pemberitahuan/")).links


def test_what_asks_for_no_answer_leads_to_the_report_itself(place, camat):
    one = notice(place, camat, kind=NoticeKind.RETURNED)
    assert client_of(camat).post(f"/pemberitahuan/{one.pk}/buka/").url == place.report_address(place.kasi)


def test_nobody_opens_the_notice_of_somebody_else(place, camat):
    theirs = notice(place, camat)
    assert client_of(place.operator).post(f"/pemberitahuan/{theirs.pk}/buka/").status_code == 404
    assert unread(camat) == 1


def test_report_out_of_sight_is_named_but_not_reached(place):
    gone = factories.UserFactory()
    one = notice(place, gone)
    client = client_of(gone)
    assert place.report_address(place.kasi) not in read(client.get("/pemberitahuan/")).links
    response = client.post(f"/pemberitahuan/{one.pk}/buka/", follow=True)
    assert "Laporannya tidak lagi termasuk yang dapat Anda lihat." in text_of(response)
    assert unread(gone) == 0
    assert place.report_address(place.kasi) not in read(response).links


def test_all_that_was_shown_is_read_and_nothing_newer(place, camat):
    notice(place, camat)
    notice(place, camat)
    client = client_of(camat)
    form = read(client.get("/pemberitahuan/")).fields
    notice(place, camat)
    other = notice(place, place.operator)
    response = client.post("/pemberitahuan/dibaca/", {"sampai": form["sampai"]}, follow=True)
    assert "2 pemberitahuan ditandai sudah dibaca." in text_of(response)
    assert unread(camat) == 1
    assert Notice.objects.get(pk=other.pk).read_at is None


@pytest.mark.parametrize("newest", [None, "", "semua", "-1", "9" * 40])
def test_unreadable_bound_marks_nothing(place, camat, newest):
    notice(place, camat)
    response = client_of(camat).post("/pemberitahuan/dibaca/", {} if newest is None else {"sampai": newest})
    assert response.status_code == 302
    assert unread(camat) == 1


def test_list_is_paged(place, camat, monkeypatch):
    monkeypatch.setattr(module, "ON_A_PAGE", 2)
    for number in range(3):
        notice(place, camat, text=f"Kejadian nomor {number}.")
    client = client_of(camat)
    first, second = client.get("/pemberitahuan/"), client.get("/pemberitahuan/?halaman=2")
    assert "Halaman 1 dari 2" in text_of(first)
    assert "?halaman=2" in read(first).links
    assert "Kejadian nomor 0." not in text_of(first)
    assert "Kejadian nomor 0." in text_of(second)
    assert "Kejadian nomor 2." not in text_of(second)
    assert read(second).fields["sampai"] == read(first).fields["sampai"]
    assert "Halaman 2 dari 2" in text_of(client.get("/pemberitahuan/?halaman=99"))


def test_list_costs_the_same_whatever_its_length(place, camat):
    client = client_of(camat)
    notice(place, camat)
    one = queries_of(client, "/pemberitahuan/")
    notice(place, camat)
    factories.NoticeFactory(user=camat)
    assert queries_of(client, "/pemberitahuan/") == one
