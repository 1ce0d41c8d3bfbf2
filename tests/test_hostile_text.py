"""Nothing runs that somebody typed: 34 payloads in every text of a whole office, on every page, on paper, in worksheets.

One office, all payloads at once, in the rows themselves: what forms would refuse is there too.
"""

import io
import re
from html.parser import HTMLParser

import openpyxl
import pypdf
import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from agreements.enums import Role
from agreements.models import AgreementItem, User
from reports.outputs import OUTPUTS, prepare
from reports.period import Quarter
from reports.refreshing import refresh_summaries
from tests import factories
from tests.hostile import PAYLOADS, fitting
from tests.pages import client_of, read
from tests.reports.workplace import account_of
from tests.test_pages import PAGES, PUBLIC, SCREENS, place  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db

NOT_TYPED = {
    # Made by the application, or held to a form of their own by the database.
    "slug", "password", "username", "seal", "seed", "token", "digest", "key", "about", "image", "pdf", "xlsx", "arms", "file", "nip", "host",
    "fingerprint", "seal_before", "anchor", "section", "code", "pdf_sha256", "xlsx_sha256", "sha256", "version", "place",
}  # fmt: skip


def typed_fields(model):
    """Return the fields of a model into which somebody types freely."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.FileField)
        and not field.choices
        and field.name not in NOT_TYPED
    ]


FORMULA = next(payload for payload in PAYLOADS if payload.startswith("="))
FROZEN = {"Event", "IssuedReport"}
"""Rows that no UPDATE changes; what they print comes from the others."""


def write(row, changed):
    """Put texts into a row; those that the database refuses are left as they are."""
    for texts in (changed, *({name: text} for name, text in changed.items())):
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**texts)
        except IntegrityError:
            continue
        if texts is changed:
            return


def fill_in():
    """Put payloads into every typed field of every row; return which models had rows, and which had none."""
    filled, empty = set(), set()
    for app in ("agreements", "reports"):
        for model in apps.get_app_config(app).get_models():
            fields = typed_fields(model)
            if not fields or model.__name__ in FROZEN:
                continue
            rows = list(model._base_manager.order_by("pk"))
            (filled if rows else empty).add(model.__name__)
            for row in rows:
                changed = {}
                for at, field in enumerate(fields):
                    # Names stay different where the database asks for it.
                    mark = f"{row.pk} "
                    room = field.max_length - len(mark) if field.max_length else None
                    changed[field.name] = mark + fitting(room, row.pk + at)
                write(row, changed)
    return filled, empty


@pytest.fixture
def hostile(place):  # noqa: F811 -- the fixture
    """The small office of `test_pages.py`, with rows of every kind and payloads in all of them."""
    report = place.report(place.kasi)
    factories.ReportTextFactory(report=report, section="closing_counts")
    strategy = factories.StrategyFactory(report=report)
    factories.StrategyItemFactory(strategy=strategy)
    factories.FollowUpFactory(report=report)
    factories.ObstacleFactory(report=report)
    factories.ActivityFactory(report=report)
    factories.CommentFactory(report=report, round=1)
    factories.IndicatorRealizationFactory(indicator=place.direct)
    factories.BudgetRealizationFactory(budget_line=place.line)
    factories.DutyFactory(position=place.kasi)
    factories.StrategicIssueFactory(unit=place.unit)
    factories.CitationFactory(position=place.kasi)
    factories.NoticeFactory(report=report, user=place.operator)
    factories.SuperiorResponseFactory(report=report)
    factories.HolidayFactory()
    place.filled, place.empty = fill_in()
    # In front of every other text stands a number, which makes no formula.
    AgreementItem.objects.filter(indicator=place.direct).update(wording=FORMULA)
    place.people = {
        "operator": place.operator,
        "official": account_of(place.kasi),
        "organisasi": factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user,
        "admin": factories.UserFactory(is_superuser=True, is_staff=True),
    }
    refresh_summaries()
    User.objects.update(first_name=PAYLOADS[7], last_name=PAYLOADS[10])
    return place


class Inert(HTMLParser):
    """Notes every element and attribute that a page of ours never has."""

    NEVER = frozenset(
        {"iframe", "object", "embed", "base", "applet", "math", "mtext", "mglyph", "style", "video", "animate", "frame"}
    )
    OURS = re.compile(
        r"[/#?]|[a-z0-9.-]*$|data:image/|mailto:|https?://(127\.0\.0\.1|testserver|www\.w3\.org|lkjip\.example\.go\.id)\b"
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in self.NEVER:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if (
                name.startswith("on")
                or name in {"srcdoc", "style"}
                or (tag == "meta" and name == "http-equiv" and "url" in (dict(attrs).get("content") or "").lower())
            ):
                self.found.append(f"<{tag} {name}>")
            if name in {"src", "href", "action", "formaction", "data", "content"} and tag != "meta":
                address = (value or "").strip()
                if not self.OURS.match(address) or address.startswith("//"):
                    self.found.append(f"<{tag} {name}={address[:60]}>")
        if tag == "script" and not dict(attrs).get("src", "").startswith("/static/"):
            self.found.append(f"<script {attrs}>")


def woken(text):
    """Return what of a page is alive that should not be."""
    parser = Inert()
    parser.feed(text)
    return parser.found


@pytest.mark.parametrize(
    "payload", [payload for payload in PAYLOADS if payload.startswith(("<", "-", "]", '"><', "'><"))]
)
def test_the_reader_sees_what_is_alive(payload):
    assert woken(f"<p>{payload}</p>") != []


def test_the_reader_sees_attributes_that_broke_out():
    assert woken('<input value="" onmouseover="alert(1)">') != []
    assert woken("<a href='javascript:alert(1)//'>x</a>") != []


def test_every_page_shows_payloads_as_text(hostile):
    alive, shown = {}, set()
    clients = {who: client_of(user) for who, user in hostile.people.items()}
    for name in SCREENS:
        # Whoever sees it, sees the same texts.
        who = next((one for one in clients if PAGES[name][1][one] == 200), None)
        if who is None or name in PUBLIC:
            continue
        response = clients[who].get(PAGES[name][0](hostile))
        assert response.status_code == 200, (who, name)
        found = woken(response.content.decode())
        if found:
            alive[who, name] = found
        words = " ".join(read(response).words)
        shown |= {payload for payload in PAYLOADS if payload in words}
    assert alive == {}
    assert shown >= {*PAYLOADS[:5], PAYLOADS[28]}, "they were there to be seen"


def test_no_model_was_left_out(hostile):
    """A model with texts and no row here: add a row to `hostile`, or its name, with a reason."""
    assert hostile.empty <= {
        "ApiToken", "Batch", "BatchItem", "CalendarYear", "Chore", "Decision", "FindingReason", "Incident", "LongTermTarget", "PastValue",
        "PredicateBand", "ReportSummary", "UnitSummary", "QuarterReopening", "Regulation", "Submission", "TermValue", "Worker",
    }  # fmt: skip
    assert {
        "Unit",
        "Position",
        "Official",
        "Indicator",
        "BudgetLine",
        "ReportText",
        "FollowUp",
        "Comment",
    } <= hostile.filled


VERIFIES = re.compile(r"https://lkjip\.example\.go\.id/verifikasi/[0-9A-Z-]{19}/")
"""The address in the frozen inputs of the small office (tests/reports/issuing.py)."""


def actions_in(value, seen=None):
    """Yield the names of everything in a PDF that a reader could run or follow."""
    seen = set() if seen is None else seen
    if isinstance(value, pypdf.generic.IndirectObject):
        if value.idnum in seen:
            return
        seen.add(value.idnum)
        value = value.get_object()
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {
                "/JS",
                "/JavaScript",
                "/Launch",
                "/AA",
                "/RichMedia",
                "/GoToR",
                "/SubmitForm",
                "/AcroForm",
                "/XFA",
            }:
                yield key
            if key == "/S" and inner in {"/JavaScript", "/Launch", "/GoToR", "/SubmitForm"}:
                yield inner
            # An approved report leads to the page that answers for it.
            if key == "/URI" and not VERIFIES.fullmatch(str(inner)):
                yield str(inner)
            yield from actions_in(inner, seen)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from actions_in(inner, seen)


def test_paper_and_worksheets_hold_payloads_as_text(hostile):
    for post in (hostile.kasi, hostile.camat):
        prepared = prepare(post, Quarter(2024, 2))
        pdf = pypdf.PdfReader(io.BytesIO(OUTPUTS["pdf"](prepared).content))
        assert set(actions_in(pdf.trailer["/Root"])) == set()
        if post is hostile.kasi:
            text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")
            assert "<script>alert(1)</script>" in text
        book = openpyxl.load_workbook(io.BytesIO(OUTPUTS["xlsx"](prepared).content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert cells
        if post is hostile.kasi:
            assert any(str(cell.value).startswith("=") for cell in cells), "one was there to be tried"
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        links = {cell.hyperlink.target for cell in cells if cell.hyperlink} - {None}
        assert {link for link in links if not VERIFIES.fullmatch(link)} == set()
        page = OUTPUTS["html"](prepared).content.decode()
        # A file of its own brings its styles along.
        assert woken(page) == ["<style>"]


def test_a_name_nobody_has_is_echoed_as_text():
    """What a form sends back, and what an address asks for, is text too."""
    client = Client()
    for payload in PAYLOADS:
        assert (
            woken(client.post("/masuk/", {"username": payload, "password": "x", "next": payload}).content.decode())
            == []
        )
        assert woken(client.get("/verifikasi/", {"kode": payload}).content.decode()) == []
