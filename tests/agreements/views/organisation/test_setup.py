"""A new kecamatan: its standard posts, adapted before they are made."""

import pytest

from agreements.forms.seen import SEEN
from agreements.models import Position, Unit
from tests import factories
from tests.agreements.organisation.keeping import head, organisasi
from tests.pages import client_of, queries_of, read, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/organisasi/kecamatan-baru/"


@pytest.fixture
def client():
    return client_of(organisasi())


@pytest.fixture
def bupati():
    return head()


def typed(client, address=ADDRESS, **changes):
    """Return what a browser sends, its select boxes as they stand, with some fields changed."""
    response = client.get(address)
    fields = read(response).fields
    posts = response.context["posts"]
    for form in posts.forms:
        for name in ("echelon", "superior", "form"):
            fields[form[name].html_name] = form[name].value() or ""
    return fields | {"name": "Kecamatan Senduro"} | changes


def posts_of(unit):
    return {post.slug: post for post in Position.objects.filter(unit=unit).select_related("superior")}


def test_a_name_and_one_press_make_twelve_posts(client, bupati):
    answer = client.post(ADDRESS, typed(client))
    unit = Unit.objects.get(name="Kecamatan Senduro")
    assert answer.url == f"/organisasi/{unit.slug}/pejabat/"
    assert (unit.short_name, unit.place) == ("Senduro", "Senduro")
    posts = posts_of(unit)
    assert len(posts) == 12
    assert posts["camat"].superior == bupati


def test_posts_are_left_out_renamed_and_added(client, bupati):
    data = typed(client, **{"jabatan-2-name": "Kepala Seksi Pemerintahan dan Trantib", "jabatan-12-name": "Ajudan"})
    del data["jabatan-11-keep"]
    data["jabatan-12-superior"] = "jabatan-camat"
    client.post(ADDRESS, data)
    posts = posts_of(Unit.objects.get(name="Kecamatan Senduro"))
    assert "pengadministrasi-sarpras-sub-bagian-umum-dan-kepegawaian" not in posts
    renamed = posts["kepala-seksi-pemerintahan-dan-trantib"]
    assert renamed.duties.count() == 24
    assert posts["pengadministrasi-umum-seksi-pemerintahan"].superior == renamed
    assert posts["ajudan"].superior == posts["camat"]
    assert len(posts) == 12


def test_a_superior_that_is_left_out_is_pointed_at(client, bupati):
    data = typed(client)
    del data["jabatan-5-keep"]
    refused = client.post(ADDRESS, data)
    assert refused.status_code == 422
    assert "Atasan ini tidak dipakai" in text_of(refused)
    assert read(refused).fields["name"] == "Kecamatan Senduro"
    assert "jabatan-5-keep" not in read(refused).fields
    assert not Unit.objects.filter(name="Kecamatan Senduro").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Tulis namanya"),
        ({"jabatan-0-superior": "jabatan-kasubbag-keuangan"}, "Rantai atasan berputar"),
        ({"jabatan-3-name": "Kepala Seksi Pemerintahan"}, "Ada dua jabatan bernama"),
        ({"jabatan-3-name": ""}, "Tulis nama jabatannya"),
        ({"jabatan-3-deadline_days": "0"}, "di luar batas"),
        ({"jabatan-3-superior": "luar-999999"}, "Pilihan ini tidak ada"),
        ({"villages": "banyak"}, "banyak"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, bupati, changes, sentence):
    refused = client.post(ADDRESS, typed(client, **changes))
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert not Unit.objects.filter(name="Kecamatan Senduro").exists()


def test_without_any_post_nothing_is_made(client, bupati):
    data = {name: value for name, value in typed(client).items() if not name.endswith("-keep")}
    assert "Pilih paling sedikit satu jabatan" in text_of(client.post(ADDRESS, data))


def test_a_name_that_is_there_is_refused(client, bupati):
    factories.UnitFactory(name="Kecamatan Senduro", regency=bupati.unit.regency)
    refused = client.post(ADDRESS, typed(client))
    assert (refused.status_code, "Kecamatan Senduro sudah ada" in text_of(refused)) == (422, True)


def test_another_row_keeps_what_was_typed(client, bupati):
    answer = client.post(ADDRESS, typed(client, **{"jabatan-12-name": "Ajudan", "add": "jabatan"}))
    fields = read(answer).fields
    assert (answer.status_code, fields["jabatan-12-name"], "jabatan-15-name" in fields) == (200, "Ajudan", True)
    assert not Unit.objects.filter(name="Kecamatan Senduro").exists()


def test_another_kecamatan_lends_its_posts(client, bupati):
    client.post(ADDRESS, typed(client))
    source = Unit.objects.get(name="Kecamatan Senduro")
    Position.objects.filter(unit=source, slug="camat").update(deadline_days=7)
    address = f"{ADDRESS}?susunan={source.slug}"
    client.post(ADDRESS, typed(client, address, name="Kecamatan Pasrujambe"))
    posts = posts_of(Unit.objects.get(name="Kecamatan Pasrujambe"))
    assert (posts["camat"].deadline_days, posts["camat"].signature_title) == (7, "Camat Pasrujambe")


def test_a_lender_that_changed_meanwhile_is_shown_again(client, bupati):
    client.post(ADDRESS, typed(client))
    source = Unit.objects.get(name="Kecamatan Senduro")
    data = typed(client, f"{ADDRESS}?susunan={source.slug}", name="Kecamatan Pasrujambe")
    Position.objects.filter(unit=source, slug="camat").update(name="Camat Baru")
    refused = client.post(ADDRESS, data)
    assert refused.status_code == 409
    assert "Susunan yang disalin baru saja diubah" in text_of(refused)
    assert read(refused).fields[SEEN] != data[SEEN]
    assert not Unit.objects.filter(name="Kecamatan Pasrujambe").exists()


def test_the_page_costs_a_fixed_number_of_queries(client, bupati):
    cost = queries_of(client, ADDRESS)
    factories.PositionFactory(unit=bupati.unit, reports=False)
    factories.PositionFactory(unit=bupati.unit, reports=False)
    assert queries_of(client, ADDRESS) == cost
