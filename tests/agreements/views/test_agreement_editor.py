"""The editor of a draft: all or nothing, nothing typed lost, a stale save shows both."""

import datetime
from decimal import Decimal

import pytest

from agreements.forms.promise import PromiseForm
from agreements.models import Agreement, Indicator, YearTarget
from agreements.promise import Promise
from agreements.queries import load_promise
from agreements.views import agreement_editor
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


@pytest.fixture
def draft(place):
    return place.kasi.agreements.get()


def address(place, kind="murni", file="sunting/"):
    return place.agreement_address(place.kasi, file, kind)


def fields(response):
    """Return what a browser would send back, untouched: names and values as the page has them."""
    page = read(response)
    return dict(page.fields) | selected(response)


def selected(response):
    """Return the chosen value of every list on the page."""
    found = {}
    form = response.context["form"]
    for rows in (*form.lists, *(row.items for row in form.aims)):
        for row in rows:
            for bound in row:
                if type(bound.field.widget).__name__ == "Select":
                    value = bound.value()
                    # A browser chooses the first of a list without an empty choice.
                    first = "" if ("", bound.field.choices[0][1]) in bound.field.choices else bound.field.choices[0][0]
                    found[bound.html_name] = str(first if value is None else value)
    return found


def send(place, client, changes, **options):
    data = fields(client.get(address(place))) | changes
    return client.post(address(place), data, **options)


def test_an_untouched_page_changes_nothing(place, client, draft):
    before = load_promise(draft)
    response = send(place, client, {}, follow=True)
    assert "Tidak ada yang berubah" in text_of(response)
    assert load_promise(draft) == before


def test_targets_as_people_write_them(place, client, draft):
    changes = {
        "sasaran-0-butir-0-target": "1.234,5 keluarga",
        "sasaran-0-butir-0-quarter_1": "100",
        "sasaran-0-butir-0-quarter_4": "1234,5",
    }
    response = send(place, client, changes, follow=True)
    assert "Perjanjian Kinerja disimpan." in text_of(response)
    target = YearTarget.objects.get(indicator=place.direct, year=2024)
    assert (target.value, target.quarter_1, target.quarter_2, target.quarter_4) == (
        Decimal("1234.5"),
        100,
        None,
        Decimal("1234.5"),
    )


def test_a_new_aim_with_a_chosen_and_a_new_indicator(place, client, draft):
    changes = {
        "sasaran-2-text": "Meningkatnya tertib administrasi",
        "sasaran-2-level": "kegiatan",
        "sasaran-2-butir-0-indicator": str(place.mean.pk),
        "sasaran-2-butir-1-new_name": "Jumlah desa tertib",
        "sasaran-2-butir-1-new_unit": "desa",
        "sasaran-2-butir-1-new_parent": str(place.mean.pk),
        "sasaran-2-butir-1-new_entered_by": "organisasi",
        "sasaran-2-butir-1-target": "7",
        "anggaran-1-line": str(place.other_line.pk),
        "anggaran-1-amount": "Rp 4.500.000,-",
    }
    assert send(place, client, changes).status_code == 302
    made = Indicator.objects.get(name="Jumlah desa tertib")
    assert (made.parent, made.entered_by, made.level) == (place.mean, "organisasi", "kegiatan")
    promise = load_promise(draft)
    assert [item.indicator_id for item in promise.aims[2].items] == [place.mean.pk, made.pk]
    assert [(row.line_id, row.amount) for row in promise.money] == [
        (place.line.pk, None),
        (place.other_line.pk, 4_500_000),
    ]


def test_months_responsible_and_outcomes_of_a_line(place, client, draft):
    data = fields(client.get(address(place))) | {
        "anggaran-0-responsible": str(place.kasi.pk),
        "anggaran-0-months": ["2", "3"],
        "anggaran-0-indicators": [str(place.direct.pk)],
    }
    assert client.post(address(place), data).status_code == 302
    place.line.refresh_from_db()
    assert (place.line.responsible, place.line.planned_months) == (place.kasi, [2, 3])
    assert list(place.line.indicators.all()) == [place.direct]


def test_rows_are_deleted_and_moved_by_number(place, client, draft):
    assert send(place, client, {"sasaran-0-ORDER": "2", "sasaran-1-ORDER": "1"}).status_code == 302
    assert [item.indicator_id for item in load_promise(draft).items] == [place.ratio.pk, place.direct.pk]
    assert send(place, client, {"sasaran-0-DELETE": "on", "anggaran-0-DELETE": "on"}).status_code == 302
    after = load_promise(draft)
    assert [item.indicator_id for item in after.items] == [place.direct.pk]
    assert after.money == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sasaran-0-butir-0-target": "22.90.000"}, "22.90.000"),
        ({"sasaran-0-butir-0-target": "1.500"}, "1.500"),
        ({"sasaran-0-butir-0-upper": "40"}, "Batas atas hanya untuk indikator yang arahnya"),
        ({"sasaran-0-text": ""}, "Tuliskan sasarannya"),
        ({"sasaran-2-butir-0-target": "5", "sasaran-2-text": "Sasaran"}, "Pilih indikatornya dari daftar"),
        ({"sasaran-2-butir-0-new_name": "Jumlah desa", "sasaran-2-text": "Sasaran"}, "Tuliskan satuannya"),
        ({"anggaran-1-amount": "500"}, "Pilih baris anggarannya"),
        (
            {
                "sasaran-2-text": "Sasaran",
                "sasaran-2-butir-0-new_name": "Jumlah keluarga yang diberdayakan",
                "sasaran-2-butir-0-new_unit": "keluarga",
            },
            "sudah ada di unit ini",
        ),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost_or_half_written(place, client, draft, changes, sentence):
    before = load_promise(draft)
    typed = changes | {"superior_title": "Pj. Camat"}
    response = send(place, client, typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    sent_back = fields(response)
    assert {name: sent_back[name] for name in typed} == typed
    assert load_promise(draft) == before


def test_a_range_needs_its_upper_bound_above(place, client):
    place.direct.direction = "range"
    place.direct.save()
    response = send(place, client, {"sasaran-0-butir-0-upper": "30"})
    assert "di atas target" in text_of(response)
    assert send(place, client, {"sasaran-0-butir-0-upper": "40"}).status_code == 302
    assert YearTarget.objects.get(indicator=place.direct).upper == 40


def test_more_rows_without_a_script(place, client, draft):
    before = load_promise(draft)
    for prefix, more in (("sasaran", 1), ("sasaran-0-butir", 3), ("anggaran", 3)):
        response = send(place, client, {"add": prefix, "sasaran-0-text": "Baru saja diketik"})
        assert response.status_code == 200
        page = fields(response)
        old = fields(client.get(address(place)))
        assert int(page[f"{prefix}-TOTAL_FORMS"]) == int(old[f"{prefix}-TOTAL_FORMS"]) + more
        assert page["sasaran-0-text"] == "Baru saja diketik"
        assert "belum disimpan" in text_of(response)
    assert load_promise(draft) == before


def test_a_stale_save_is_refused_and_shows_both(place, client, draft):
    stale = fields(client.get(address(place))) | {"superior_title": "Ketikan saya"}
    assert send(place, client, {"superior_title": "Sudah tersimpan"}).status_code == 302
    response = client.post(address(place), stale)
    assert response.status_code == 409
    words = text_of(response)
    assert "baru saja diubah orang lain" in words
    assert "Jabatan pihak kedua Sudah tersimpan" in words
    assert fields(response)["superior_title"] == "Ketikan saya"
    assert load_promise(draft).superior_title == "Sudah tersimpan"
    # Saved again, it is a decision.
    assert client.post(address(place), fields(response)).status_code == 302
    assert load_promise(draft).superior_title == "Ketikan saya"


def test_a_save_between_reading_and_writing_is_refused_too(place, client, draft, monkeypatch):
    def meanwhile(**options):
        Agreement.objects.filter(pk=draft.pk).update(superior_title="Sudah tersimpan")
        return save(**options)

    save = agreement_editor.save_agreement
    data = fields(client.get(address(place))) | {"superior_title": "Ketikan saya"}
    monkeypatch.setattr(agreement_editor, "save_agreement", meanwhile)
    response = client.post(address(place), data)
    assert response.status_code == 409
    assert load_promise(draft).superior_title == "Sudah tersimpan"


def test_a_signed_agreement_opens_no_form(place, client, draft):
    data = fields(client.get(address(place)))
    Agreement.objects.filter(pk=draft.pk).update(signed_on=datetime.date(2024, 1, 10))
    for response in (client.get(address(place)), client.post(address(place), data)):
        assert response.status_code == 403
        assert "Buatlah Perubahan Perjanjian Kinerja" in text_of(response)


def test_a_draft_is_deleted_after_a_question(place, client, draft):
    question = client.get(address(place, file="hapus/"))
    assert "Jumlah keluarga yang diberdayakan" in text_of(question)
    response = client.post(address(place, file="hapus/"), follow=True)
    assert "Draf Perjanjian Kinerja Kepala Seksi Desa dihapus." in text_of(response)
    assert not place.kasi.agreements.exists()


def test_a_draft_that_a_report_needs_is_kept_with_a_sentence(place, client, draft):
    factories.StrategyFactory(report=place.report(place.kasi), item=draft.items.first(), indicator=None)
    response = client.post(address(place, file="hapus/"))
    assert response.status_code == 422
    assert "sudah dipakai strategi" in text_of(response)
    assert place.kasi.agreements.exists()


def test_no_such_agreement(place, client):
    assert client.get(address(place, "perubahan")).status_code == 404


def test_the_editor_costs_the_same_with_few_and_many_rows(place, client, draft):
    few = queries_of(client, address(place))
    for _ in range(3):
        factories.AgreementItemFactory(agreement=draft)
        line = factories.BudgetLineFactory(unit=place.unit, holds_amounts=True, responsible=place.camat)
        factories.CeilingFactory(budget_line=line)
        factories.AgreementBudgetFactory(agreement=draft, budget_line=line)
    assert queries_of(client, address(place)) == few


def test_an_empty_office_begins_with_a_new_indicator(place):
    form = PromiseForm(Promise(), agreement_editor.offered(place.kasi.agreements.get()))
    assert [len(row.items.forms) for row in form.aims] == [2]
