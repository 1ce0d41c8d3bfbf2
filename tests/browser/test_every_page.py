"""Every screen of the project in Chromium, from the table of all addresses: at 1280, 360 and 320 pixels.

No page scrolls sideways, axe finds nothing, the focus is seen, the console says nothing: what the policy refuses would
stand there. An address that joins the urlconf must have its row in `tests/test_pages.py`, and is opened here by that.
Other browser tests scan only what a page becomes by somebody's doing.
"""

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from playwright.sync_api import ConsoleMessage, Page

from agreements.actions import invite
from agreements.enums import ItemState, NoticeKind, ReportStatus
from agreements.models import AgreementItem, Unit, User
from reports.actions import notify
from reports.models import QuarterClosing, Report
from tests import factories
from tests.browser.accessibility import EVERY_WIDTH, LAYOUTS, barriers, sideways, unseen_focus
from tests.reports.issuing import issue
from tests.reports.workplace import Workplace
from tests.test_pages import PAGES, PUBLIC, SCREENS, SCREENS_OF_SOME, held_by

pytestmark = pytest.mark.browser

UNIT = "kecamatan-rowokangkung"
KASI = "kepala-seksi-pemberdayaan-masyarakat"
HANDED_IN = "kepala-seksi-pemerintahan"

NOBODY = "nobody"
READERS = {
    "operator": "operator",
    "official": "kasi",
    "organisasi": "organisasi",
    "inspector": "inspektorat",
    "admin": "admin",
}
"""Accounts of the table of all addresses -> accounts of the demo, first who sees a screen with all that can be done."""

NARROWED = {"report_forms": "?bentuk=kasi&bentuk=staf"}
"""Screens that show so much that a part of it tells the same."""

Address = Callable[[Workplace], str]


def of_waiting(page: str) -> Address:
    """Return the address of a page of the report that was handed in."""
    return lambda place: f"/laporan/{UNIT}/{HANDED_IN}/2024/2/{page}"


WAITING: dict[str, Address] = {"report_remark": of_waiting("reviu/catatan/")}
"""Screens about a report that waits for its superior, who opens them; nobody of the table may."""

OTHERS: dict[str, tuple[Address, ...]] = {
    "kasi": (
        lambda place: "/",
        lambda place: place.report_address(place.kasi),
        lambda place: place.report_address(place.kasi, "ajukan/"),
    ),
    "camat": (
        lambda place: "/",
        lambda place: "/kotak-masuk/",
        lambda place: place.address("ringkasan/"),
        of_waiting("reviu/"),
    ),
    "organisasi": (
        lambda place: "/",
        lambda place: place.address(),
        lambda place: place.address("isian/"),
        lambda place: place.report_address(place.kasi, "uraian/"),
        lambda place: "/perbandingan/2024/2/?jenis=semua&urut=peringkat.unit",
        lambda place: "/organisasi/kecamatan-candipuro/pejabat/",
    ),
    "inspektorat": (lambda place: "/",),
    "admin": (
        lambda place: "/",
        lambda place: "/pemberitahuan/",
        lambda place: "/admin/",
        lambda place: "/admin/agreements/user/",
        lambda place: "/admin/agreements/user/add/",
        lambda place: f"/admin/agreements/user/{place.operator.pk}/change/",
        lambda place: f"/admin/agreements/user/{place.operator.pk}/undang/",
        lambda place: f"/admin/agreements/position/{place.kasi.pk}/change/",
        lambda place: f"/admin/agreements/official/{held_by(place).official_id}/change/",
        lambda place: f"/admin/reports/report/{place.report(place.kasi).pk}/change/",
    ),
}
"""Who else sees a screen, differently: the first page of everybody, a superior's folder, the pages of the admin."""


def reader_of(name: str) -> str:
    """Return the account that opens a screen."""
    if name in PUBLIC:
        return NOBODY
    if name in WAITING:
        return "camat"
    return next(READERS[who] for who in READERS if PAGES[name][1][who] == 200)


def addresses_of(account: str, place: Workplace) -> list[str]:
    """Return all that an account opens."""
    names = sorted(name for name in (*SCREENS, *SCREENS_OF_SOME) if reader_of(name) == account)
    found = [WAITING.get(name, PAGES[name][0])(place) + NARROWED.get(name, "") for name in names]
    return found + [address(place) for address in OTHERS.get(account, ())]


@pytest.fixture
def place(demo, settings, tmp_path) -> Workplace:
    """Have the demo's office in the place of the small one, with something on every screen that would be empty."""
    settings.MEDIA_ROOT = tmp_path
    unit = Unit.objects.get(slug=UNIT)
    kasi = unit.positions.get(slug=KASI)
    direct = AgreementItem.objects.filter(agreement__position=kasi).first().indicator
    operator = User.objects.get(username="operator")
    none = dict.fromkeys(("ratio", "on_time", "villages", "mean", "program", "kegiatan", "line", "other_line"))
    place = Workplace(
        unit=unit, operator=operator, camat=unit.positions.get(slug="camat"), kasi=kasi, direct=direct, **none
    )
    report = place.report(kasi)
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "JPEG")
    factories.PhotoFactory(report=report, image=default_storage.save("foto/a.jpg", ContentFile(picture.getvalue())))
    factories.ReportTextFactory(report=report, section="closing_counts")
    notify(report=report, kind=NoticeKind.RETURNED, key="putaran-1", text="Dikembalikan.", users=[operator], by=None)
    row = issue(place.report(place.camat))
    place.job = factories.BatchFactory(by=operator, unit=unit)
    done = {"state": ItemState.DONE, "issued": row, "ended": timezone.now()}
    factories.BatchItemFactory(batch=place.job, unit=unit, report=row.report, **done)
    invitation, token = invite(user=User.objects.get(username="staf"), by=User.objects.get(username="admin"))
    place.invitation = f"/akun/undangan/{invitation.pk}/{token}/"
    place.api_token = factories.ApiTokenFactory()
    QuarterClosing.objects.create(year=2024, quarter=1, at=timezone.now(), by=operator)
    assert Report.objects.get(position__unit=unit, position__slug=HANDED_IN, year=2024, quarter=2).status == (
        ReportStatus.SUBMITTED
    )
    return place


@pytest.fixture
def console(page: Page) -> list[str]:
    """Collect what the console says of errors, but of a page's own answer: `visit` knows which to expect."""
    said = []

    def hear(message: ConsoleMessage) -> None:
        of_answer = message.location["url"] == page.url and message.text.startswith("Failed to load resource")
        if message.type == "error" and not of_answer:
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    # What moves into its place would be looked at on the way.
    page.emulate_media(reduced_motion="reduce")
    return said


def look(page: Page, console: list[str]) -> list[str]:
    """Return what is wrong with the page that is open."""
    found = []
    for width in EVERY_WIDTH:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"at {width}: {told}" for told in sideways(page)]
        if width in LAYOUTS:
            found += [f"at {width}: {told}" for told in (*unseen_focus(page), *barriers(page))]
    found += [f"console: {told}" for told in console]
    console.clear()
    return [f"{page.url} {told}" for told in found]


def visit(page: Page, console: list[str], address: str, status: int = 200) -> list[str]:
    """Open a page and return what is wrong with it."""
    page.set_viewport_size({"width": EVERY_WIDTH[0], "height": 800})
    answer = page.goto(address)
    page.evaluate("document.fonts.ready")
    if answer.status != status or answer.url.split("#")[0] != address.split("#")[0]:
        return [f"{address} answers {answer.status} from {answer.url}"]
    return look(page, console)


@pytest.mark.parametrize("account", [NOBODY, *READERS.values(), "camat"])
def test_every_screen(live_server, page: Page, place, console, sign_in, account):
    addresses = addresses_of(account, place)
    assert addresses
    if account != NOBODY:
        sign_in(account)
    assert [told for address in addresses for told in visit(page, console, live_server.url + address)] == []


def test_what_is_refused_missing_or_broken(live_server, page: Page, place, console, sign_in, monkeypatch):
    base = live_server.url
    found = visit(page, console, f"{base}/tidak/ada/", 404)
    found += visit(page, console, f"{base}/akun/undangan/1/x/", 410)
    page.goto(f"{base}/masuk/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Masuk").evaluate("button => { button.form.noValidate = true; }")
    with page.expect_navigation() as sent:
        page.get_by_role("button", name="Masuk").click()
    assert sent.value.status == 403
    found += look(page, console)
    sign_in("operator")
    found += visit(page, console, base + place.report_address(place.kasi, "bentuk/"), 403)
    found += visit(page, console, f"{base}/tidak/ada/", 404)
    with monkeypatch.context() as patch:
        patch.setattr("reports.views.guidebook.guide_chapters", lambda: 1 / 0)
        found += visit(page, console, f"{base}/panduan/", 500)
        number = page.locator("strong").inner_text()
    sign_in("admin")
    found += visit(page, console, f"{base}/admin/reports/incident/")
    assert page.get_by_role("cell", name=number).is_visible(), "the administrator finds it under its number"
    assert found == []
