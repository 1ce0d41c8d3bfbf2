"""Copies from the quarter before: what is offered, what was copied and still waits to be read, and reading it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.seen import SEEN, fingerprint
from reports.actions import StaleReportError, copy_forward, read_copies
from reports.anchors import COPY_KEYS, text_anchor
from reports.checks.passages import Passage
from reports.checks.passages import Writing as Passages
from reports.copying import Offer, marked
from reports.document.lists import NAMES
from reports.forms.writing import subject_value
from reports.inputs import StrategyEntry
from reports.period import Quarter
from reports.queries import LastReport, Writing, load_last, load_writing
from reports.views.desk import Desk
from reports.views.writing import subject_names

PICKED = "salin"
"""Name of the boxes of what is to be copied; their values are the keys of the offers."""


@dataclass(frozen=True)
class UnreadCopy:
    """A copy that waits to be read: where it came from, what it says, and the page on which it is changed."""

    key: str
    origin: Quarter
    title: str
    runs: tuple[tuple[str, bool], ...]
    address: str
    seen: str
    """Fingerprint of what it says, so that nobody confirms what was changed meanwhile."""

    @property
    def strange(self) -> bool:
        """Whether it names another quarter, year or month than those of the report."""
        return any(strange for _, strange in self.runs)


def unread_copies(desk: Desk) -> tuple[UnreadCopy, ...]:
    """Return what was copied into a report and not read yet, in the order of the report."""
    waiting = {copy.key: copy for copy in desk.prepared.inputs.background.copied}
    if not waiting:
        return ()
    passages: dict[str, list[Passage]] = {key: [] for key in waiting}
    for passage in Passages(desk.prepared.inputs, desk.prepared.results).passages:
        if passage.copy_key in passages:
            passages[passage.copy_key].append(passage)
    return tuple(
        UnreadCopy(
            key=key,
            origin=Quarter(copy.year, copy.quarter),
            title=passages[key][0].where,
            runs=marked(text, desk.quarter),
            address=_place_of(desk, passages[key][0]),
            seen=fingerprint(text),
        )
        for key, copy in waiting.items()
        if (text := "\n".join(passage.text for passage in passages[key]))
    )


def _place_of(desk: Desk, passage: Passage) -> str:
    page, _, section = passage.page.partition("/")
    if page == "teks":
        return desk.address("report_text", section)
    return f"{desk.address('report_writing')}#daftar-{passage.copy_key.split('-')[0]}"


@require_http_methods(["GET", "HEAD", "POST"])
def report_copies(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Offer the texts and lists of the last quarter beside what was copied already; on POST copy what is ticked."""
    desk = Desk.take(request, unit, position, year, quarter)
    last = load_last(desk.report, desk.prepared.inputs)
    if request.method != "POST":
        return _page(request, desk, last)
    desk.check_may_edit()
    picked = frozenset(request.POST.getlist(PICKED))
    if not picked:
        messages.warning(request, "Belum ada yang dicentang, jadi tidak ada yang disalin.")
        return redirect(desk.address("report_copies"))
    if request.POST.get(SEEN) != fingerprint(last):
        messages.warning(request, f"Laporan {last.quarter.name} baru saja diubah. Lihat lagi daftarnya, lalu salin.")
        return redirect(desk.address("report_copies"))
    generated = {section.key: section.generated for section in desk.sections}
    try:
        count = copy_forward(
            report=desk.report,
            origin=last.quarter,
            lists=_picked_lists(last.writing, picked),
            texts={
                key: (text, generated[key])
                for key, text in last.texts.items()
                if key in generated and text_anchor(key) in picked
            },
            version=desk.report.version,
            by=request.user,
        )
    except StaleReportError:
        messages.warning(request, "Laporan ini baru saja diubah orang lain. Lihat lagi daftarnya, lalu salin.")
        return redirect(desk.address("report_copies"))
    if count:
        messages.success(request, f"{count} teks disalin. Baca satu per satu, lalu sesuaikan dengan triwulan ini.")
    else:
        messages.info(request, "Semua yang dicentang sudah ada di laporan ini.")
    return redirect(desk.address("report_copies"))


def _picked_lists(writing: Writing, picked: Collection[str]) -> Writing:
    return Writing(
        **{
            name: tuple(
                entry for number, entry in enumerate(getattr(writing, name), 1) if f"{short}-{number}" in picked
            )
            for name, short in COPY_KEYS.items()
        }
    )


def _page(request: HttpRequest, desk: Desk, last: LastReport) -> HttpResponse:
    context = desk.context(
        groups=tuple(_offers(desk, last)) if not desk.refusal else (),
        copies=unread_copies(desk),
        last=last.quarter,
        seen=fingerprint(last),
        picked_name=PICKED,
    )
    return render(request, "reports/report/copies.html", context)


def _offers(desk: Desk, last: LastReport) -> Iterator[tuple[str, str, list[Offer]]]:
    """Yield (title, hint, offers) of what may still be copied; what stands in the report already is not offered."""
    texts = [
        Offer(text_anchor(section.key), section.title, last.texts[section.key])
        for section in desk.sections
        if section.key in last.texts and not section.edited and last.texts[section.key] != section.generated
    ]
    if texts:
        yield "Teks yang ditulis sendiri", "", texts
    standing = load_writing(desk.report)
    names = subject_names(desk.prepared, last.writing.strategies)
    for name, short in COPY_KEYS.items():
        own = getattr(standing, name)
        offers = [
            Offer(f"{short}-{number}", "", _words(entry, names))
            for number, entry in enumerate(getattr(last.writing, name), 1)
            if entry not in own
        ]
        if offers:
            yield NAMES[name], HINTS.get(name, ""), offers


HINTS = {"follow_ups": "Centang hanya yang belum selesai."}


def _words(entry: str | tuple[str, str] | StrategyEntry, names: Mapping[str, str]) -> str:
    """Return what an entry of a list says, a line each."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, tuple):
        return "\n".join(part for part in entry if part)
    head = f"{names[subject_value(entry)]}{f', {entry.months}' if entry.months else ''}:"
    return "\n".join([head, *filter(None, [entry.lead_in]), *(text for text, _ in entry.items)])


@require_POST
def report_copies_read(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Note that one copy was read and holds for this quarter too."""
    desk = Desk.take(request, unit, position, year, quarter)
    desk.check_may_edit()
    key = request.POST.get("salinan", "")
    found = next((copy for copy in unread_copies(desk) if copy.key == key), None)
    if found is None:
        messages.info(request, "Salinan itu sudah dibaca atau diubah.")
    elif request.POST.get(SEEN) != found.seen:
        messages.warning(request, f"{found.title} baru saja diubah. Baca sekali lagi.")
    else:
        try:
            read_copies(report=desk.report, keys=[key], version=desk.report.version, by=request.user)
            messages.success(request, f"{found.title} sudah dibaca.")
        except StaleReportError:
            messages.warning(request, "Laporan ini baru saja diubah orang lain. Baca sekali lagi.")
    return redirect(desk.address("report_copies"))
