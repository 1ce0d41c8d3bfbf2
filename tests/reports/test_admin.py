"""The administrator's pages of the quarter: they show, and change nothing."""

import pytest
from django.contrib import admin
from django.utils import timezone

from agreements.admin.base import ReadOnlyMixin
from agreements.enums import ItemState, ReportStatus, ResponseOption
from reports.models import BatchItem, BudgetRealization, Event, Incident, IndicatorRealization, Report, Strategy, Worker
from tests import factories as make
from tests.admin_site import administrator, count_shown, models_of, queries_of_list, url

pytestmark = pytest.mark.django_db

MODELS = models_of("reports")


def named(model: type) -> str:
    return model.__name__


def rich(model: type) -> object:
    # Only files that make trouble are shown.
    row = make.FACTORIES[model](**({"attempts": 2} if model is BatchItem else {}))
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
    assert set(MODELS) == {
        BatchItem,
        BudgetRealization,
        Event,
        Incident,
        IndicatorRealization,
        Report,
        Strategy,
        Worker,
    }


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


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_nothing_is_changed(model):
    row = rich(model)
    before = model.objects.filter(pk=row.pk).values().get()
    changes = {"note": "x", "value": "1", "amount": "1", "action": "x", "subject": "x", "months": "x", "quarter": 4}
    assert administrator().post(url(model, "change", row.pk), changes).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("status", ReportStatus.values)
def test_form_and_date_of_a_report_are_never_changed_past_the_trail(status):
    report = make.ReportFactory(status=status, form="camat_ringkas")
    page = url(Report, "change", report.pk)
    client = administrator()
    assert 'name="form"' not in client.get(page).content.decode()
    assert client.post(page, {"form": "kasi", "signed_on": "05/07/2024"}).status_code == 403
    report.refresh_from_db()
    assert (report.form, report.signed_on, report.version) == ("camat_ringkas", None, 1)


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


def test_failed_files_are_shown_and_those_with_which_all_is_well_are_not():
    make.BatchItemFactory(
        path="2024/gagal.pdf", state=ItemState.FAILED, failure="Berkas terbit hilang.", ended=timezone.now()
    )
    make.BatchItemFactory(path="2024/baik.pdf")
    page = administrator().get(url(BatchItem, "changelist")).content.decode()
    assert "gagal.pdf" in page
    assert "Berkas terbit hilang." in page
    assert "baik.pdf" not in page


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


def test_every_page_of_the_quarter_is_closed():
    """A model registered later must be read-only too: what the admin changes leaves no trace in the trail."""
    pages = [admin.site._registry[model] for model in MODELS]
    assert [page for page in pages if not isinstance(page, ReadOnlyMixin)] == []
    rows = [inline for page in pages for inline in page.inlines]
    assert [inline for inline in rows if not issubclass(inline, ReadOnlyMixin)] == []
