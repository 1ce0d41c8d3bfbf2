"""The indicators of a unit: listed, made, changed, with the parts of a ratio."""

import datetime
from decimal import Decimal

import pytest

from agreements.models import AgreementItem, Indicator
from reports.models import Event
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


def address(place, file):
    return f"/perjanjian/{place.unit.slug}/2024/indikator/{file}"


def fields(response):
    """Return what a browser would send back."""
    form = response.context["form"]
    found = dict(read(response).fields)
    for bound in (*form.head, *(bound for row in form.terms for bound in row)):
        if type(bound.field.widget).__name__ == "Select":
            found[bound.html_name] = "" if bound.value() is None else str(bound.value())
    return found


def send(place, client, file, changes):
    return client.post(address(place, file), fields(client.get(address(place, file))) | changes)


RATIO = {
    "name": "Persentase desa tertib",
    "level": "kegiatan",
    "unit_of_measure": "%",
    "formula": "ratio",
    "unsur-0-role": "numerator",
    "unsur-0-label": "Desa tertib",
    "unsur-1-role": "denominator",
    "unsur-1-label": "Seluruh desa",
    "unsur-1-factor": "3",
    "unsur-1-factor_label": "dokumen",
}


def test_a_new_ratio_with_its_parts(place, client):
    source = {"unsur-0-source": str(place.direct.pk), "parent": str(place.mean.pk)}
    response = send(place, client, "baru/", RATIO | source)
    made = Indicator.objects.get(name="Persentase desa tertib")
    assert response.url == address(place, f"{made.pk}/")
    assert made.parent == place.mean
    assert [(term.role, term.label, term.factor, term.source) for term in made.terms.order_by("order")] == [
        ("numerator", "Desa tertib", 1, place.direct),
        ("denominator", "Seluruh desa", 3, None),
    ]
    assert list(Event.objects.values_list("action", flat=True)) == ["add_row", "add_row", "add_row"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Tuliskan nama indikatornya."),
        ({"unsur-1-label": ""}, "Rasio perlu paling sedikit satu pembilang dan satu penyebut."),
        ({"unsur-1-role": ""}, "Pilih pembilang atau penyebut."),
        ({"unsur-1-factor": "0"}, "Pengali harus lebih besar dari 0"),
        ({"unsur-1-factor": "tiga"}, "tiga"),
        ({"name": "Jumlah keluarga yang  diberdayakan"}, "sudah ada di unit ini"),
        ({"formula": "mean"}, "diukur dalam %"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_written(place, client, changes, sentence):
    before = Indicator.objects.count()
    typed = RATIO | ({"unit_of_measure": "desa"} if changes == {"formula": "mean"} else {}) | changes
    response = send(place, client, "baru/", typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert fields(response)["unsur-0-label"] == "Desa tertib"
    assert Indicator.objects.count() == before


def test_terms_that_stay_keep_their_rows(place, client):
    response = send(
        place, client, f"{place.ratio.pk}/", {"unsur-0-label": "Desa yang tepat waktu", "note": "Rapat Mei"}
    )
    assert response.status_code == 302
    place.on_time.refresh_from_db()
    place.ratio.refresh_from_db()
    assert (place.on_time.label, place.ratio.note) == ("Desa yang tepat waktu", "Rapat Mei")
    assert place.ratio.terms.count() == 2


def test_a_part_with_a_realization_stays(place, client):
    typed = factories.IndicatorRealizationFactory(indicator=place.ratio, value=None)
    factories.TermValueFactory(realization=typed, term=place.on_time, value=Decimal(7))
    response = send(place, client, f"{place.ratio.pk}/", {"formula": "entered"})
    assert response.status_code == 422
    assert "sudah punya realisasi" in text_of(response)
    assert place.ratio.terms.count() == 2


def test_what_a_signature_relies_on_stays(place, client):
    place.kasi.agreements.update(signed_on=datetime.date(2024, 1, 10))
    response = send(place, client, f"{place.direct.pk}/", {"unit_of_measure": "orang", "direction": "lower"})
    assert response.status_code == 422
    assert "Satuan dan Arah indikator ini tidak dapat diubah lagi" in text_of(response)
    assert send(place, client, f"{place.direct.pk}/", {"name": "Jumlah keluarga berdaya"}).status_code == 302
    assert AgreementItem.objects.get(indicator=place.direct).indicator.name == "Jumlah keluarga berdaya"


def test_a_stale_save_is_refused_and_shows_both(place, client):
    file = f"{place.direct.pk}/"
    stale = fields(client.get(address(place, file))) | {"name": "Ketikan saya"}
    assert send(place, client, file, {"name": "Sudah tersimpan"}).status_code == 302
    response = client.post(address(place, file), stale)
    assert response.status_code == 409
    assert "Sudah tersimpan:" in text_of(response)
    assert fields(response)["name"] == "Ketikan saya"


def test_more_parts_without_a_script(place, client):
    response = send(place, client, "baru/", RATIO | {"add": "unsur"})
    assert (response.status_code, fields(response)["unsur-TOTAL_FORMS"]) == (200, "5")


def test_others_read_it(place):
    reader = client_of(account_of(place.kasi))
    words = text_of(reader.get(address(place, f"{place.ratio.pk}/")))
    assert "Pembilang Desa tepat waktu" in words
    assert reader.post(address(place, f"{place.ratio.pk}/"), {}).status_code == 403


def ask(place, client, row):
    """Open the question whether an indicator shall be deleted, and press what is offered there."""
    question = client.get(address(place, f"{row.pk}/hapus/"))
    return question, client.post(address(place, f"{row.pk}/hapus/"), read(question).fields, follow=True)


def test_what_nothing_uses_is_deleted_with_what_belongs_to_it(place, client):
    row = factories.IndicatorFactory(unit=place.unit, name="Jumlah pos ronda", formula="ratio", unit_of_measure="%")
    factories.IndicatorTermFactory(indicator=row, label="Pos yang dijaga")
    factories.YearTargetFactory(indicator=row, year=2024, value=3)
    assert address(place, f"{row.pk}/hapus/") in read(client.get(address(place, f"{row.pk}/"))).links
    question, answer = ask(place, client, row)
    told = text_of(question)
    assert "Ikut terhapus: target tahun 2024 unsur rasio Pos yang dijaga" in told
    assert "Indikator “Jumlah pos ronda” dihapus." in text_of(answer)
    assert not Indicator.objects.filter(pk=row.pk).exists()
    gone = [event.before["kind"] for event in Event.objects.filter(action="remove_row").order_by("pk")]
    assert gone == ["unsur rasio", "target tahunan", "indikator"]


def test_what_something_uses_is_kept_and_its_users_are_named(place, client):
    place.line.indicator_links.create(indicator=place.direct)
    place.villages.source = place.direct
    place.villages.save()
    factories.IndicatorRealizationFactory(indicator=place.direct, value=4)
    place.unit.goal_measure = place.direct
    place.unit.save()
    question, answer = ask(place, client, place.direct)
    for page in map(text_of, (question, answer)):
        for use in (
            "Perjanjian Kinerja 2024 Kepala Seksi Desa (draf)",
            "rasio “Persentase desa tepat waktu”, yang mengambil angkanya",
            "tujuan unit ini",
            "Sub Kegiatan Keluarga, yang membiayainya",
            "1 realisasi indikator",
        ):
            assert use in page, use
    assert "Ya, hapus" not in text_of(question)
    assert answer.status_code == 422
    assert "indikator “Persentase desa tepat waktu”, yang mendukungnya" in text_of(ask(place, client, place.mean)[0])
    assert Indicator.objects.filter(pk=place.direct.pk).exists()


def test_what_changed_since_the_question_is_asked_again(place, client):
    row = factories.IndicatorFactory(unit=place.unit, name="Jumlah pos ronda")
    question = client.get(address(place, f"{row.pk}/hapus/"))
    Indicator.objects.filter(pk=row.pk).update(name="Jumlah pos kamling")
    answer = client.post(address(place, f"{row.pk}/hapus/"), read(question).fields)
    assert answer.status_code == 422
    assert "baru saja diubah orang lain" in text_of(answer)
    assert Indicator.objects.filter(pk=row.pk).exists()


def test_the_list_says_what_each_lacks(place, client):
    factories.IndicatorFactory(unit=place.unit, name="Jumlah pos ronda")
    words = text_of(client.get(address(place, "")))
    assert "Jumlah pos ronda laporan, diisi langsung tidak dipakai tahun 2024" in words
    assert "target triwulan belum lengkap" in words
