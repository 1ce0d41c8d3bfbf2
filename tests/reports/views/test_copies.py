"""Copies as pages: offered, ticked, marked where they stand, read one by one, and in the way until they are."""

import pytest

from agreements.enums import ReportStatus
from reports.models import Event, FollowUp, Report, ReportText
from reports.queries import load_inputs, load_writing
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

LONG = "Capaian Triwulan I tahun 2024 dicapai dengan kunjungan ke semua desa oleh petugas kecamatan."


@pytest.fixture
def place():
    made = make_workplace()
    then = factories.ReportFactory(position=made.kasi, quarter=1)
    made.then = then
    factories.FollowUpFactory(report=then, order=1, text="Melengkapi data Triwulan I")
    factories.FollowUpFactory(report=then, order=2, text="Selesai sudah")
    factories.ObstacleFactory(report=then, text="Data terlambat", solution="Dijemput")
    factories.ReportTextFactory(report=then, section="closing_counts", text=LONG)
    return made


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place, page="salinan/"):
    return place.report_address(place.kasi, page)


def copy(client, place, *keys, **more):
    fields = {"seen": client.get(address(place)).context["seen"], "salin": keys} | more
    return client.post(address(place), fields, follow=True)


def read_one(client, place, key, **more):
    waiting = {found.key: found.seen for found in client.get(address(place)).context["copies"]}
    return client.post(
        address(place, "salinan/dibaca/"), {"salinan": key, "seen": waiting.get(key, "")} | more, follow=True
    )


def unread(place):
    return [entry.key for entry in load_inputs(place.kasi, QUARTER).background.copied]


def test_offered_where_texts_and_lists_are_written(client, place):
    for page in ("teks/", "uraian/", "teks/closing_counts/"):
        links = read(client.get(address(place, page))).links
        assert any(link.startswith(address(place)) for link in links), page
    words = text_of(client.get(address(place)))
    for text in ("Melengkapi data Triwulan I", "Data terlambat", LONG, "Centang hanya yang belum selesai"):
        assert text in words
    body = client.get(address(place)).content.decode()
    assert "checked" not in body


def test_only_what_is_ticked_comes_and_is_offered_no_more(client, place):
    words = text_of(copy(client, place, "lanjut-1", "teks-closing_counts"))
    assert "2 teks disalin" in words
    assert load_writing(place.report(place.kasi)).follow_ups == ("Melengkapi data Triwulan I",)
    assert ReportText.objects.get(report=place.report(place.kasi)).text == LONG
    assert unread(place) == ["teks-closing_counts", "lanjut-1"]
    offered = [offer.key for _, _, offers in client.get(address(place)).context["groups"] for offer in offers]
    assert offered == ["lanjut-2", "hambatan-1"]


def test_nothing_ticked_copies_nothing(client, place):
    assert "Belum ada yang dicentang" in text_of(copy(client, place))
    assert not Event.objects.exists()


def test_last_quarter_changed_meanwhile_is_looked_at_again(client, place):
    words = text_of(copy(client, place, "lanjut-1", seen="lama"))
    assert "baru saja diubah" in words
    assert unread(place) == []


def test_marked_on_every_page_where_it_stands_and_other_times_pointed_at(client, place):
    copy(client, place, "lanjut-1", "teks-closing_counts")
    for page in ("teks/", "uraian/", "teks/closing_counts/"):
        assert "disalin dari TW I 2024, belum dibaca" in text_of(client.get(address(place, page))), page
    for page in ("salinan/", "teks/closing_counts/"):
        assert "<mark>Triwulan I tahun 2024</mark>" in client.get(address(place, page)).content.decode()


def test_copies_block_until_each_is_read(client, place):
    copy(client, place, "lanjut-1", "teks-closing_counts")
    words = text_of(client.get(address(place, "periksa/")))
    assert words.count("dan belum dibaca") == 2
    assert "sama persis dengan laporan" not in words
    assert "Rencana tindak lanjut ke-1 sudah dibaca" in text_of(read_one(client, place, "lanjut-1"))
    read_one(client, place, "teks-closing_counts")
    assert unread(place) == []
    words = text_of(client.get(address(place, "periksa/")))
    assert "dan belum dibaca" not in words
    # It was read, and still says the same as last time: that wants a reason.
    assert "sama persis dengan laporan Triwulan I" in words


def test_changed_meanwhile_is_not_confirmed(client, place):
    copy(client, place, "lanjut-1")
    seen = client.get(address(place)).context["copies"][0].seen
    FollowUp.objects.filter(report=place.report(place.kasi)).update(text="Diganti orang lain")
    assert "baru saja diubah" in text_of(read_one(client, place, "lanjut-1", seen=seen))
    assert unread(place) == ["lanjut-1"]


def test_unknown_and_read_ones_only_say_so(client, place):
    assert "sudah dibaca atau diubah" in text_of(read_one(client, place, "lanjut-7"))
    assert not Event.objects.exists()


def test_others_read_and_write_nothing(client, place):
    copy(client, place, "lanjut-1")
    superior = client_of(account_of(place.camat))
    page = superior.get(address(place))
    assert "belum dibaca" in text_of(page)
    assert "salin" not in read(page).fields
    assert superior.post(address(place), {"salin": ["lanjut-2"]}).status_code == 403
    assert superior.post(address(place, "salinan/dibaca/"), {"salinan": "lanjut-1"}).status_code == 403
    Report.objects.update(status=ReportStatus.APPROVED, round=1)
    assert client.post(address(place), {"salin": ["lanjut-2"]}).status_code == 403
    assert unread(place) == ["lanjut-1"]


def test_post_without_a_last_report_is_told_so(place):
    Report.objects.filter(quarter=1).delete()
    client = client_of(place.operator)
    assert "Tidak ada yang dapat disalin" in text_of(client.get(address(place)))
    assert address(place) not in [link for link in read(client.get(address(place, "uraian/"))).links if "#" in link]


def test_text_stays_text(client, place):
    FollowUp.objects.filter(order=1).update(text="<script>alert(1)</script> Triwulan I")
    copy(client, place, "lanjut-1")
    for page in ("salinan/", "uraian/"):
        assert "<script>alert(1)" not in client.get(address(place, page)).content.decode()


def test_page_costs_the_same_with_one_copy_and_three(client, place):
    copy(client, place, "lanjut-1")
    one = queries_of(client, address(place))
    for order in (3, 4):
        factories.FollowUpFactory(report=place.then, order=order, text=f"Lagi {order}")
    copy(client, place, "lanjut-2", "lanjut-3", "hambatan-1")
    assert len(unread(place)) == 4
    assert queries_of(client, address(place)) == one
