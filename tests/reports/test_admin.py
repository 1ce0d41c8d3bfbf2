"""The administrator's pages of the quarter: they show, and change next to nothing."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.admin.options import ModelAdmin

from agreements.enums import ReportStatus, ResponseOption
from reports.models import BudgetRealization, Event, IndicatorRealization, Report, Strategy
from tests import factories as make
from tests.admin_site import administrator, count_shown, models_of, queries_of_list, url

pytestmark = pytest.mark.django_db

MODELS = models_of("reports")
CLOSED = [BudgetRealization, Event, IndicatorRealization, Strategy]


def named(model: type) -> str:
    return model.__name__


def rich(model: type) -> object:
    row = make.FACTORIES[model]()
    match row:
        case Report():
            make.ReportTextFactory(report=row)
            make.FollowUpFactory(report=row)
            make.SuperiorResponseFactory(report=row, options=[ResponseOption.GOOD, ResponseOption.MEND_SOON])
        case IndicatorRealization():
            make.TermValueFactory(realization=row)
        case Strategy():
            make.StrategyItemFactory(strategy=row)
    return row


def test_what_is_shown():
    assert set(MODELS) == {*CLOSED, Report}


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_list_and_page_open(model):
    row = rich(model)
    client = administrator()
    assert count_shown(client.get(url(model, "changelist"))) == 1
    assert client.get(url(model, "change", row.pk)).status_code == 200
    assert client.get(url(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_nothing_is_added_or_deleted(model):
    row = rich(model)
    client = administrator()
    assert client.get(url(model, "add")).status_code == 403
    assert client.post(url(model, "add"), {}).status_code == 403
    assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.post(url(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", CLOSED, ids=named)
def test_nothing_is_changed(model):
    row = rich(model)
    before = model.objects.filter(pk=row.pk).values().get()
    changes = {"note": "x", "value": "1", "amount": "1", "action": "x", "subject": "x", "months": "x", "quarter": 4}
    assert administrator().post(url(model, "change", row.pk), changes).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


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
        for page in (url(model, "changelist"), url(model, "change", row.pk)):
            assert client.get(page).status_code in {302, 403}


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_search_works(model):
    rich(model)
    assert admin.site._registry[model].search_fields
    nothing = administrator().get(url(model, "changelist"), {"q": "tidak-ada-di-mana-pun"})
    assert (nothing.status_code, count_shown(nothing)) == (200, 0)


def management(response) -> dict[str, object]:
    forms = [inline.formset.management_form for inline in response.context["inline_admin_formsets"]]
    return {bound.html_name: bound.value() for form in forms for bound in form}


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.RETURNED])
def test_form_and_date_change_while_the_report_is_written(status):
    report = make.ReportFactory(status=status)
    client = administrator()
    page = url(Report, "change", report.pk)
    data = management(client.get(page)) | {
        "form": "kasi",
        "signed_on": "05/07/2024",
        "status": "approved",
        "version": 9,
    }
    assert client.post(page, data).status_code == 302
    report.refresh_from_db()
    assert (report.form, report.signed_on) == ("kasi", datetime.date(2024, 7, 5))
    assert (report.status, report.version) == (status, 2)


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.RECEIVED])
def test_form_and_date_stand_once_the_report_is_submitted(status):
    report = make.ReportFactory(status=status, form="camat_ringkas")
    client = administrator()
    page = url(Report, "change", report.pk)
    client.post(page, management(client.get(page)) | {"form": "kasi", "signed_on": "05/07/2024"})
    report.refresh_from_db()
    assert (report.form, report.signed_on) == ("camat_ringkas", None)


def test_response_is_shown_in_words():
    report = rich(Report)
    page = administrator().get(url(Report, "change", report.pk)).content.decode()
    assert "Laporan sudah baik; Laporan segera diperbaiki" in page


def test_figures_are_shown_as_documents_print_them():
    make.BudgetRealizationFactory(amount="1885065699")
    make.IndicatorRealizationFactory(value="49.23", indicator__unit_of_measure="%")
    client = administrator()
    assert "1.885.065.699" in client.get(url(BudgetRealization, "changelist")).content.decode()
    assert "49,23 %" in client.get(url(IndicatorRealization, "changelist")).content.decode()


def test_every_page_of_the_quarter_is_closed_or_the_report():
    """A model registered later must be read-only too, or be named here with its reason."""
    editable = [
        model
        for model in MODELS
        if admin.site._registry[model].has_change_permission.__func__ is ModelAdmin.has_change_permission
    ]
    assert editable == [Report]
