"""Cells saved one by one while somebody types: what comes back, what is refused, and nothing written twice."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from agreements.enums import Role
from reports.actions import save_entries
from reports.forms.entry import LONGEST_TEXT
from reports.models import BudgetRealization, Event, IndicatorRealization, QuarterClosing
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.racing import alone, at_once, share_database
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

WHY = "alasan-koreksi"
REASON = "Salah salin dari SPJ."


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def anchor(place, kind):
    row = getattr(place, kind)
    return f"{'anggaran' if 'line' in kind else 'indikator'}-{row.pk}"


def shown(client, place):
    """Return the fields of the page, as a browser holds them."""
    return read(client.get(place.address("isian/"))).fields


def send(client, place, typed, page=None, **more):
    """Post the cells of some fields as the page does: with all their texts, versions and digests."""
    page = page or shown(client, place)
    anchors = {"-".join(name.split("-")[:2]) for name in typed}
    cells = {name: value for name, value in page.items() if "-".join(name.split("-")[:2]) in anchors}
    data = {**cells, **typed, "akun": str(place.operator.pk), **more}
    return client.post(place.address("isian/sel/"), data)


def test_saves_a_cell_and_tells_what_follows(client, place):
    key, line = anchor(place, "direct"), anchor(place, "line")
    response = send(client, place, {f"{key}-nilai": "21 keluarga", f"{line}-nilai": "Rp 2.660.000,-"})
    assert response.status_code == 200
    answer = response.json()
    assert {name: cell["state"] for name, cell in answer["cells"].items()} == {key: "saved", line: "saved"}
    assert answer["cells"][key]["version"] == 1
    assert answer["cells"][key]["fields"][f"{key}-nilai"] == "21"
    assert answer["cells"][line]["fields"][f"{line}-nilai"] == "2.660.000"
    assert answer["rows"][key]["capaian"] == "60,00\N{NO-BREAK SPACE}%"
    assert answer["rows"][anchor(place, "mean")]["rincian"] == "rata-rata capaian 1 indikator"
    assert answer["rows"]["anggaran-jumlah"] == {
        "realisasi": "2.660.000",
        "rincian": "baru sebagian: 1 baris belum diisi",
        "sisa": "12.340.000",
        "serapan": "17,73\N{NO-BREAK SPACE}%",
        "sebab": "",
    }
    assert set(answer["missing"]) == {anchor(place, "ratio"), anchor(place, "other_line")}
    assert answer["missing_told"] == "2 angka belum diisi"
    assert IndicatorRealization.objects.get().value == 21
    assert BudgetRealization.objects.get().amount == 2_660_000
    assert Event.objects.filter(action="save_entry").count() == 2


def test_answer_says_what_the_page_would(client, place):
    """The figures of the answer are those that the page shows when it is loaded again, each at its place."""
    page = shown(client, place)
    key, ratio = anchor(place, "direct"), anchor(place, "ratio")
    typed = {
        f"{key}-nilai": "21",
        f"{ratio}-unsur-{place.on_time.pk}": "7",
        f"{ratio}-unsur-{place.villages.pk}": "10",
        f"{anchor(place, 'line')}-nilai": "2.660.000,50",
    }
    answer = send(client, place, typed, page=page).json()
    html = client.get(place.address("isian/")).content.decode()
    for row, places in answer["rows"].items():
        part = html.split(f'id="{row}"')[1].split("</tr>")[0]
        for name, text in places.items():
            if name == "sebab":
                assert text == "" or f'title="{text}"' in part
            elif f'data-live="{name}"' in part:
                shown_text = part.split(f'data-live="{name}"')[1].split(">", 1)[1].split("<")[0]
                assert shown_text == text, (row, name)
    assert 'data-live="capaian"' in html
    assert 'data-live="rasio"' in html
    assert answer["rows"][ratio]["rasio"] == "= 70 %"
    # And what it gives back to send with the next change is what the page would.
    fields = shown(client, place)
    for cell, told in answer["cells"].items():
        assert told["fields"].items() <= fields.items()
        assert (str(told["version"]), told["original"]) == (fields[f"{cell}-versi"], fields[f"{cell}-awal"])


def test_next_change_is_sent_with_what_came_back(client, place):
    key = anchor(place, "direct")
    page = shown(client, place)
    cell = send(client, place, {f"{key}-nilai": "21"}, page=page).json()["cells"][key]
    page |= cell["fields"] | {f"{key}-versi": cell["version"], f"{key}-awal": cell["original"]}
    assert send(client, place, {f"{key}-nilai": "22"}, page=page).json()["cells"][key]["version"] == 2
    assert IndicatorRealization.objects.get().value == 22


def test_what_cannot_be_read_is_told_and_the_rest_is_saved(client, place):
    line, key = anchor(place, "line"), anchor(place, "direct")
    answer = send(client, place, {f"{line}-nilai": "22.90.000", f"{key}-nilai": "21"}).json()
    assert answer["cells"][line]["state"] == "wrong"
    assert "Tertulis “22.90.000”" in answer["cells"][line]["errors"][f"{line}-nilai"]
    assert answer["cells"][key]["state"] == "saved"
    assert not BudgetRealization.objects.exists()
    assert IndicatorRealization.objects.get().value == 21


def test_question_is_asked_not_guessed(client, place):
    key = anchor(place, "direct")
    answer = send(client, place, {f"{key}-nilai": "1.500"}).json()
    assert "maksudnya" in answer["cells"][key]["errors"][f"{key}-nilai"]
    assert not IndicatorRealization.objects.exists()


# -- sent twice, or after somebody else ----------------------------------------------------------------------------------


def test_answer_that_was_lost_and_the_same_sent_again_writes_once(client, place):
    page = shown(client, place)
    key = anchor(place, "direct")
    for _ in range(3):
        answer = send(client, place, {f"{key}-nilai": "21"}, page=page).json()
        assert (answer["cells"][key]["state"], answer["cells"][key]["version"]) == ("saved", 1)
    assert Event.objects.filter(action="save_entry").count() == 1


def test_same_figure_in_other_digits_writes_nothing(client, place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    key = anchor(place, "direct")
    assert send(client, place, {f"{key}-nilai": "21,0"}).json()["cells"][key]["version"] == 1
    assert not Event.objects.exists()


def test_conflict_gives_both_values_and_saves_the_rest(client, place):
    page = shown(client, place)
    saver = account_of(place.kasi)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20), updated_by=saver)
    key, line = anchor(place, "direct"), anchor(place, "line")
    answer = send(client, place, {f"{key}-nilai": "25", f"{line}-nilai": "1.000"}, page=page).json()
    cell = answer["cells"][key]
    assert (cell["state"], cell["theirs"], cell["mine"]) == ("conflict", "20", "25")
    assert cell["told"].startswith(f"Disimpan {place.kasi.appointments.get().official.name}, ")
    assert answer["cells"][line]["state"] == "saved"
    assert IndicatorRealization.objects.get().value == 20
    # Mine after all: sent again with the version that was compared.
    page |= {f"{key}-versi": cell["version"], f"{key}-awal": cell["original"]}
    assert send(client, place, {f"{key}-nilai": "25"}, page=page).json()["cells"][key]["state"] == "saved"
    assert IndicatorRealization.objects.get().value == 25


def test_save_that_loses_the_race_is_a_conflict_and_saves_the_rest(client, place, monkeypatch):
    """The other save lands after this request read the facts and before it writes."""

    def save_after_somebody(**arguments):
        if not IndicatorRealization.objects.exists():
            factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20))
        return save_entries(**arguments)

    monkeypatch.setattr("reports.views.entry_cells.save_entries", save_after_somebody)
    key, line = anchor(place, "direct"), anchor(place, "line")
    answer = send(client, place, {f"{key}-nilai": "25", f"{line}-nilai": "1.000"}).json()
    assert (answer["cells"][key]["state"], answer["cells"][key]["theirs"]) == ("conflict", "20")
    assert answer["cells"][line]["state"] == "saved"


# -- approved, closed, locked, somebody else's session --------------------------------------------------------------------


def test_approved_figure_waits_for_a_reason_and_the_rest_is_saved(client, place):
    place.approve(place.kasi)
    key, line = anchor(place, "direct"), anchor(place, "other_line")
    page = shown(client, place)
    answer = send(client, place, {f"{key}-nilai": "25", f"{line}-nilai": "1.000"}, page=page).json()
    assert answer["cells"][key]["state"] == "reason"
    assert answer["cells"][key]["reports"] == ["Kepala Seksi Desa, Triwulan II"]
    assert answer["cells"][line]["state"] == "saved"
    assert place.report(place.kasi).status == "approved"
    answer = send(client, place, {f"{key}-nilai": "25"}, page=page, **{WHY: REASON}).json()
    assert answer["cells"][key]["state"] == "saved"
    assert answer["revised"] == {f"{place.kasi.slug}-2024-2": "Kepala Seksi Desa"}
    assert place.report(place.kasi).revision == 2


def test_reason_that_is_too_long_is_refused_whole(client, place):
    key = anchor(place, "direct")
    response = send(client, place, {f"{key}-nilai": "25"}, **{WHY: "x" * (LONGEST_TEXT + 1)})
    assert response.status_code == 422
    assert "terlalu panjang" in response.json()["message"]


def test_closed_quarter_is_refused_with_a_sentence(client, place):
    page = shown(client, place)
    QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=place.operator)
    response = send(client, place, {f"{anchor(place, 'direct')}-nilai": "25"}, page=page)
    assert response.status_code == 403
    assert "sudah ditutup oleh Bagian Organisasi" in response.json()["message"]
    assert not IndicatorRealization.objects.exists()


def test_figure_of_bagian_organisasi_is_refused_and_the_rest_is_saved(client, place):
    page = shown(client, place)
    place.direct.entered_by = "organisasi"
    place.direct.save()
    key, line = anchor(place, "direct"), anchor(place, "line")
    answer = send(client, place, {f"{key}-nilai": "25", f"{line}-nilai": "1.000"}, page=page).json()
    assert answer["cells"][key] | {"message": ""} == answer["cells"][key] | {"state": "locked", "message": ""}
    assert answer["cells"][key]["message"] == "Angka ini diisi oleh Bagian Organisasi."
    assert answer["cells"][line]["state"] == "saved"


def test_another_account_in_the_same_browser_saves_nothing(client, place):
    response = send(client, place, {f"{anchor(place, 'direct')}-nilai": "25"}, akun="0")
    assert response.status_code == 409
    assert "akun lain" in response.json()["message"]
    assert not IndicatorRealization.objects.exists()


def test_session_that_ended_leads_to_the_login(place):
    response = Client().post(place.address("isian/sel/"), {"akun": str(place.operator.pk)})
    assert response.status_code == 302
    assert response.url.startswith("/masuk/")


def test_token_is_asked_for(place):
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.operator)
    assert client.post(place.address("isian/sel/"), {"akun": str(place.operator.pk)}).status_code == 403


@pytest.mark.parametrize("reader", ["official", "inspector"])
def test_readers_are_refused(place, reader):
    user = {
        "official": lambda: account_of(place.kasi),
        "inspector": lambda: factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
    }[reader]()
    response = client_of(user).post(place.address("isian/sel/"), {"akun": str(user.pk)})
    assert response.status_code == 403
    assert "hanya dapat membacanya" in response.json()["message"]


def test_stranger_finds_nothing(place):
    client = client_of(make_workplace().operator)
    assert client.get(place.address("isian/sel/")).status_code == 404
    assert client.post(place.address("isian/sel/"), {}).status_code == 404


@pytest.mark.parametrize("name", ["indikator-999999-versi", "anggaran-x-versi", "indikator--versi", "versi"])
def test_cell_that_is_none_is_left_out(client, place, name):
    response = client.post(place.address("isian/sel/"), {"akun": str(place.operator.pk), name: "0"})
    assert response.status_code == 200
    assert response.json()["cells"] == {}


# -- what stands ----------------------------------------------------------------------------------------------------------


def test_tells_all_cells_and_what_the_checks_say_beside_them(client, place):
    factories.BudgetRealizationFactory(budget_line=place.line, amount=Decimal(10_000_001))
    answer = client.get(place.address("isian/sel/")).json()
    fields = shown(client, place)
    assert {name: text for cell in answer["cells"].values() for name, text in cell["fields"].items()}.items() <= (
        fields.items()
    )
    (finding,) = answer["findings"][anchor(place, "line")]
    assert finding["severity"] == "error"
    assert " ".join(finding["text"].split()) in text_of(client.get(place.address("isian/")))


def test_costs_a_fixed_number_of_queries(place, client):
    def add(number):
        for _ in range(number):
            item = factories.AgreementItemFactory(agreement=place.kasi.agreements.get())
            factories.IndicatorRealizationFactory(indicator=item.indicator)

    add(1)
    cost = queries_of(client, place.address("isian/sel/"))
    add(2)
    assert queries_of(client, place.address("isian/sel/")) == cost


# -- many at once ---------------------------------------------------------------------------------------------------------

WRITERS, EDITS = 8, 6


@pytest.mark.django_db(transaction=True)
def test_eight_writers_on_the_same_cells_lose_nothing(monkeypatch, tmp_path):
    """Each takes the other's value as read and writes its own over it; every save that was told as saved is in the trail."""
    share_database(monkeypatch, tmp_path)
    place = alone(make_workplace)
    keys = [anchor(place, kind) for kind in ("direct", "line")]
    page = alone(lambda: shown(client_of(place.operator), place))

    def writer(number):
        def work():
            client = client_of(place.operator)
            mine, done = dict(page), []
            for edit in range(EDITS):
                typed = {f"{key}-nilai": str(1 + number * EDITS + edit) for key in keys}
                while typed:
                    response = send(client, place, typed, page=mine)
                    assert response.status_code == 200
                    for key, cell in response.json()["cells"].items():
                        mine |= {f"{key}-versi": str(cell["version"]), f"{key}-awal": cell["original"]}
                        if cell["state"] == "saved":
                            done.append((key, typed.pop(f"{key}-nilai")))
                        else:
                            assert cell["state"] == "conflict"
            return done

        return work

    found = at_once(*[writer(number) for number in range(WRITERS)])
    assert not [error for error in found if isinstance(error, Exception)]
    saved = sorted(row for rows in found for row in rows)
    assert len(saved) == len(set(saved)) == WRITERS * EDITS * len(keys)

    events = alone(
        lambda: list(Event.objects.filter(action="save_entry").order_by("number").values_list("after", flat=True))
    )
    figures = [[event for event in events if name in event] for name in ("value", "amount")]
    for rows in figures:
        assert [row["version"] for row in rows] == list(range(1, WRITERS * EDITS + 1))
    told = sorted([(keys[0], row["value"]) for row in figures[0]] + [(keys[1], row["amount"]) for row in figures[1]])
    assert told == saved
    assert alone(lambda: IndicatorRealization.objects.get().value) == Decimal(figures[0][-1]["value"])
    assert alone(lambda: BudgetRealization.objects.get().amount) == Decimal(figures[1][-1]["amount"])
