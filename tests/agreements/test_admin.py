"""The administrator's pages of the organisation and the plan."""

import datetime
import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.admin.base import DateField, NumberField
from agreements.enums import BudgetLevel, Formula, ObjectiveLevel, Role
from agreements.forms.nip import NipField
from agreements.models import (
    Agreement,
    AgreementItem,
    Appointment,
    BudgetLine,
    Ceiling,
    Indicator,
    Official,
    Position,
    RoleGrant,
    Unit,
    User,
)
from tests import factories as make
from tests.admin_site import administrator, count_shown, models_of, number_inputs, queries_of_list, url

pytestmark = pytest.mark.django_db

MODELS = models_of("agreements")


def named(model: type) -> str:
    return model.__name__


def rich(model: type) -> object:
    """Make a row with everything that its list and page show."""
    row = make.FACTORIES[model]()
    match row:
        case Official():
            make.AppointmentFactory(official=row)
            row.account = make.UserFactory()
            row.save()
        case Position():
            row.superior = make.PositionFactory()
            row.save()
            make.AppointmentFactory(position=row)
            make.DutyFactory(position=row)
            make.CitationFactory(position=row)
        case User():
            make.RoleGrantFactory(user=row)
            make.OfficialFactory(account=row)
        case BudgetLine():
            row.responsible = make.PositionFactory(unit=row.unit)
            row.save()
            make.CeilingFactory(budget_line=row)
            make.IndicatorBudgetLineFactory(budget_line=row)
        case Indicator():
            make.YearTargetFactory(indicator=row)
            make.IndicatorTermFactory(indicator=row)
        case Agreement():
            make.AgreementItemFactory(agreement=row)
            make.AgreementBudgetFactory(agreement=row)
    return row


def test_site_speaks_indonesian():
    page = administrator().get("/admin/").content.decode()
    assert "LKjIP Triwulanan – Administrasi" in page
    assert "Data induk" in page
    for word in ("unit kerja", "jabatan", "pejabat", "perjanjian kinerja", "baris anggaran", "hari libur"):
        assert word in page.lower()


def test_master_data_is_all_there():
    assert {model.__name__ for model in MODELS} == {
        "Agreement",
        "Appointment",
        "BudgetLine",
        "CalendarYear",
        "Citation",
        "Duty",
        "Holiday",
        "Indicator",
        "Official",
        "Position",
        "Regency",
        "Regulation",
        "Unit",
        "User",
    }
    rows_below = {inline.model.__name__ for page in admin.site._registry.values() for inline in page.inlines}
    assert {
        "AgreementBudget",
        "AgreementItem",
        "Ceiling",
        "IndicatorBudgetLine",
        "IndicatorTerm",
        "LongTermTarget",
        "Objective",
        "PastValue",
        "PredicateBand",
        "RoleGrant",
        "StrategicIssue",
        "YearTarget",
    } <= rows_below


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_list_add_and_change_page_open(model):
    row = rich(model)
    client = administrator()
    assert str(row.pk) in client.get(url(model, "changelist")).content.decode()
    for page in (url(model, "add"), url(model, "change", row.pk), url(model, "history", row.pk)):
        response = client.get(page)
        assert response.status_code == 200
        assert number_inputs(response.content.decode()) == []


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_list_costs_the_same_for_one_and_three_rows(model):
    client = administrator()
    rich(model)
    one = queries_of_list(client, model)
    rich(model)
    rich(model)
    assert queries_of_list(client, model) == one


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_only_administrators_get_in(model, client):
    row = rich(model)
    for person in (None, make.RoleGrantFactory().user, make.UserFactory(is_staff=True)):
        if person:
            client.force_login(person)
        for page in (url(model, "changelist"), url(model, "add"), url(model, "change", row.pk)):
            assert client.get(page).status_code in {302, 403}


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_search_works(model):
    rich(model)
    client = administrator()
    assert admin.site._registry[model].search_fields
    nothing = client.get(url(model, "changelist"), {"q": "tidak-ada-di-mana-pun"})
    assert (nothing.status_code, count_shown(nothing)) == (200, 0)


@pytest.mark.parametrize(
    ("model", "made", "query"),
    [
        (Unit, lambda: make.UnitFactory(name="Kecamatan Rimba"), "rimba"),
        (Position, lambda: make.AppointmentFactory(official__name="Sari Wulan"), "sari wulan"),
        (Official, lambda: make.OfficialFactory(nip="197001011995031007"), "197001011995031007"),
        (BudgetLine, lambda: make.BudgetLineFactory(code="7.01.09"), "7.01.09"),
        (Agreement, lambda: make.AgreementFactory(position__name="Sekretaris"), "sekretaris"),
        (User, lambda: make.OfficialFactory(name="Sari Wulan", account=make.UserFactory()), "sari"),
    ],
    ids=["unit", "holder of a post", "NIP", "code", "post of an agreement", "official of an account"],
)
def test_search_finds(model, made, query):
    make.FACTORIES[model]()
    made()
    assert count_shown(administrator().get(url(model, "changelist"), {"q": query})) == 1


@pytest.mark.parametrize("model", [Unit, Position, Official, Indicator, BudgetLine, Agreement], ids=named)
def test_search_boxes_offer_rows_at_fixed_cost(model, django_assert_num_queries):
    fields = {
        Unit: ("agreements", "position", "unit"),
        Position: ("agreements", "appointment", "position"),
        Official: ("agreements", "appointment", "official"),
        Indicator: ("agreements", "agreementitem", "indicator"),
        BudgetLine: ("agreements", "agreementbudget", "budget_line"),
        Agreement: ("agreements", "agreement", "supersedes"),
    }
    app, name, field = fields[model]
    for _ in range(3):
        make.FACTORIES[model]()
    client = administrator()
    question = {"app_label": app, "model_name": name, "field_name": field, "term": ""}
    extra = 1 if model is BudgetLine or model is Official else 0
    with django_assert_num_queries(4 + extra):
        answer = client.get(reverse("admin:autocomplete"), question)
    assert len(answer.json()["results"]) == 3


@pytest.mark.parametrize(
    ("model", "name", "field", "says"),
    [
        (BudgetLine, "agreementbudget", "budget_line", "7.01.01 Administrasi (Rimba 2023)"),
        (Indicator, "agreementitem", "indicator", "Jumlah laporan (Rimba)"),
    ],
    ids=["line", "indicator"],
)
def test_search_boxes_tell_namesakes_apart(model, name, field, says):
    about = {"year": 2023, "code": "7.01.01", "name": "Administrasi"} if model is BudgetLine else {}
    make.FACTORIES[model](unit__short_name="Rimba", **({"name": "Jumlah laporan"} | about))
    question = {"app_label": "agreements", "model_name": name, "field_name": field, "term": ""}
    answer = administrator().get(reverse("admin:autocomplete"), question)
    assert [row["text"] for row in answer.json()["results"]] == [says]


def test_chosen_rows_tell_unit_and_year_at_fixed_cost():
    client = administrator()
    agreement = make.AgreementFactory(position__unit__short_name="Rimba")
    make.AgreementBudgetFactory(agreement=agreement, budget_line__name="Administrasi")
    page = url(Agreement, "change", agreement.pk)
    with CaptureQueriesContext(connection) as queries:
        assert "Administrasi (Rimba 2024)" in client.get(page).content.decode()
    units = [query["sql"] for query in queries if 'FROM "agreements_unit"' in query["sql"]]
    make.AgreementBudgetFactory(agreement=agreement)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    assert [query["sql"] for query in queries if 'FROM "agreements_unit"' in query["sql"]] == units


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.885.065.699", "1885065699"), ("Rp 2.660.000,-", "2660000"), ("2.660", "2660"), ("1000,50", "1000.50")],
)
def test_money_is_read_as_people_write_it(typed, amount):
    field = NumberField(max_digits=18, decimal_places=2)
    assert field.clean(typed) == Decimal(amount)
    assert field.clean(field.prepare_value(Decimal(amount))) == Decimal(amount)


@pytest.mark.parametrize("typed", ["22.90.000", "1,706,50", "enam"])
def test_wrong_number_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as caught:
        NumberField(max_digits=18, decimal_places=2).clean(typed)
    assert typed in caught.value.messages[0]


def test_figure_with_two_readings_is_asked_about():
    field = NumberField(max_digits=20, decimal_places=4)
    with pytest.raises(ValidationError, match="maksudnya"):
        field.clean("1.500")
    assert field.clean("49,23") == Decimal("49.23")


def test_number_field_knows_what_has_changed():
    field = NumberField(max_digits=20, decimal_places=4, required=False)
    assert not field.has_changed(Decimal("49.2300"), "49,23")
    assert field.has_changed(Decimal("49.2300"), "49,24")
    assert field.clean("") is None
    assert field.prepare_value("apa saja") == "apa saja"


@pytest.mark.parametrize("typed", ["1 Juli 2024", "01/07/2024", "1-7-2024", "2024-07-01"])
def test_date_is_read_as_people_write_it(typed):
    assert DateField().clean(typed) == datetime.date(2024, 7, 1)


def test_date_that_is_none_gets_a_sentence():
    with pytest.raises(ValidationError, match="Tanggal “31 Juni 2024” tidak terbaca"):
        DateField().clean(" 31 Juni 2024")
    assert DateField(required=False).clean("  ") is None


def test_dates_on_pages_are_read_like_that():
    page = administrator().get(url(Appointment, "add"))
    assert isinstance(page.context["adminform"].form.fields["start"], DateField)


def test_nip_is_read_as_documents_print_it():
    field = NipField(required=False, empty_value=None)
    assert field.clean("19750404 199804 1 004") == "197504041998041004"
    assert field.prepare_value("197504041998041004") == "19750404 199804 1 004"
    assert not field.has_changed("197504041998041004", "19750404 199804 1 004")
    assert field.clean(" ") is None


def test_nip_with_blanks_is_kept_without_them_and_never_cut_by_the_browser():
    client, official = administrator(), make.OfficialFactory(nip=None)
    page = url(Official, "change", official.pk)
    sent = filled(client, page)
    assert "maxlength" not in client.get(page).context["adminform"].form["nip"].as_widget()
    assert client.post(page, sent | {"nip": "19750404 199804 1 004"}).status_code == 302
    official.refresh_from_db()
    assert official.nip == "197504041998041004"
    refused = client.post(page, sent | {"nip": "19751304 199804 1 004"})
    assert "tanggal lahir atau bulan pengangkatan yang tidak ada" in refused.content.decode()


# -- keeping data ------------------------------------------------------------------------------------------------------


def filled(client, page: str) -> dict[str, object]:
    """Return what the browser would send back unchanged from an admin page."""
    context = client.get(page).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and value != "":
                data[bound.html_name] = value
    return data


def test_ceiling_is_added_under_its_line():
    line = make.BudgetLineFactory(holds_amounts=True)
    client = administrator()
    page = url(BudgetLine, "change", line.pk)
    data = filled(client, page) | {
        "ceilings-TOTAL_FORMS": 1,
        "ceilings-0-budget_line": line.pk,
        "ceilings-0-document": "dpa",
        "ceilings-0-from_date": "01/01/2024",
        "ceilings-0-amount": "Rp 1.885.065.699,-",
        "planned_months": ["7", "8"],
    }
    response = client.post(page, data)
    assert response.status_code == 302, response.context["errors"]
    assert Ceiling.objects.get(budget_line=line).amount == Decimal("1885065699")
    line.refresh_from_db()
    assert line.planned_months == [7, 8]
    shown = client.get(url(BudgetLine, "changelist")).content.decode()
    assert "1.885.065.699 (DPA)" in shown


def test_wrong_tree_is_refused_with_a_sentence():
    program = make.BudgetLineFactory(holds_amounts=True)
    kegiatan = make.BudgetLineFactory(unit=program.unit, level=BudgetLevel.KEGIATAN, parent=program)
    client = administrator()
    page = url(BudgetLine, "change", kegiatan.pk)
    response = client.post(page, filled(client, page) | {"holds_amounts": "on"})
    assert response.status_code == 200
    assert "angka hanya boleh di satu tingkat" in response.content.decode()


def test_line_of_another_unit_is_refused_on_the_page_of_an_agreement():
    agreement, line = make.AgreementFactory(), make.BudgetLineFactory()
    client = administrator()
    page = url(Agreement, "change", agreement.pk)
    data = filled(client, page) | {
        "budgets-TOTAL_FORMS": 1,
        "budgets-0-agreement": agreement.pk,
        "budgets-0-budget_line": line.pk,
        "budgets-0-order": 1,
    }
    response = client.post(page, data)
    assert response.status_code == 200
    assert "Baris anggaran ini milik unit kerja lain." in response.content.decode()


def test_a_mean_in_another_unit_than_per_cent_is_refused_with_a_sentence():
    client, indicator = administrator(), make.IndicatorFactory(unit_of_measure="dokumen")
    page = url(Indicator, "change", indicator.pk)
    refused = client.post(page, filled(client, page) | {"formula": Formula.MEAN_OF_CHILDREN})
    assert refused.status_code == 200
    assert "Indikator rata-rata diukur dalam %, karena" in refused.content.decode()


def test_rows_name_their_fields_and_no_column_head_is_empty():
    held = make.AppointmentFactory()
    html = administrator().get(url(Position, "change", held.position.pk)).content.decode()
    for field, name in (("start", "Mulai"), ("kind", "Jenis penugasan"), ("DELETE", "Hapus")):
        (tag,) = re.findall(rf'<(?:input|select)[^>]*name="appointments-0-{field}"[^>]*>', html)
        assert f'aria-label="{name}"' in tag
    assert 'class="original"' in html
    assert re.findall(r"<th[^>]*>\s*</th>", html) == []


def test_rows_of_equal_order_are_told_in_words_of_the_page():
    client, agreement = administrator(), make.AgreementFactory()
    page = url(Agreement, "change", agreement.pk)
    sent = filled(client, page) | {"objectives-TOTAL_FORMS": 2}
    for place in (0, 1):
        row = {"level": ObjectiveLevel.PROGRAM, "order": 1, "text": f"Sasaran {place}", "agreement": agreement.pk}
        sent |= {f"objectives-{place}-{name}": value for name, value in row.items()}
    assert "Dua baris punya urutan yang sama. Ubah salah satunya." in client.post(page, sent).content.decode()


def test_links_of_a_new_line_are_held_to_its_unit():
    """Rows below a page are checked against the page as typed, also before it is saved for the first time."""
    indicator = make.IndicatorFactory()
    client = administrator()
    page = url(BudgetLine, "add")
    data = filled(client, page) | {
        "unit": make.UnitFactory().pk,
        "year": 2024,
        "level": BudgetLevel.PROGRAM,
        "order": 1,
        "name": "Program",
        "indicator_links-TOTAL_FORMS": 1,
        "indicator_links-0-indicator": indicator.pk,
        "indicator_links-0-order": 1,
    }
    response = client.post(page, data)
    assert "harus dari unit kerja yang sama" in response.content.decode()
    assert client.post(page, data | {"unit": indicator.unit.pk}).status_code == 302


def test_month_boxes_show_what_is_stored():
    line = make.BudgetLineFactory(planned_months=[7])
    form = administrator().get(url(BudgetLine, "change", line.pk)).context["adminform"].form
    boxes = [box.data["attrs"].get("checked", False) for box in form["planned_months"]]
    assert [month for month, ticked in enumerate(boxes, 1) if ticked] == [7]
    assert "Juli" in str(form["planned_months"])


def test_agreement_offers_only_its_own_objectives():
    item = make.AgreementItemFactory()
    make.ObjectiveFactory(text="Sasaran perjanjian lain")
    client = administrator()
    context = client.get(url(Agreement, "change", item.agreement.pk)).context
    formset = next(f.formset for f in context["inline_admin_formsets"] if f.formset.model is AgreementItem)
    offered = formset.forms[0].fields["objective"].queryset
    assert list(offered) == [item.objective]
    empty = client.get(url(Agreement, "add")).content.decode()
    assert "Sasaran perjanjian lain" not in empty


def test_operator_role_needs_a_unit():
    user = make.UserFactory()
    client = administrator()
    page = url(User, "change", user.pk)
    data = filled(client, page) | {"grants-TOTAL_FORMS": 1, "grants-0-user": user.pk, "grants-0-role": Role.OPERATOR}
    response = client.post(page, data)
    assert "Operator harus punya unit kerja" in response.content.decode()
    assert client.post(page, data | {"grants-0-unit": make.UnitFactory().pk}).status_code == 302
    assert RoleGrant.objects.filter(user=user, role=Role.OPERATOR).exists()


def test_change_is_remembered_with_who_made_it():
    unit = make.UnitFactory(place="Lama")
    client = administrator()
    page = url(Unit, "change", unit.pk)
    assert client.post(page, filled(client, page) | {"place": "Baru"}).status_code == 302
    entry = LogEntry.objects.get(content_type=ContentType.objects.get_for_model(Unit), object_id=str(unit.pk))
    assert entry.action_flag == CHANGE
    assert entry.user.is_superuser
    assert "tempat penandatanganan" in entry.get_change_message().lower()


def test_history_of_the_admin_is_read_only():
    unit = make.UnitFactory()
    client = administrator()
    page = url(Unit, "change", unit.pk)
    client.post(page, filled(client, page) | {"place": "Baru"})
    entry = LogEntry.objects.get()
    assert client.get(reverse("admin:admin_logentry_changelist")).status_code == 200
    assert client.get(reverse("admin:admin_logentry_change", args=[entry.pk])).status_code == 200
    assert client.get(reverse("admin:admin_logentry_add")).status_code == 403
    assert client.post(reverse("admin:admin_logentry_delete", args=[entry.pk])).status_code == 403
