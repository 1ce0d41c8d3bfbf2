"""Downloads of a whole quarter: what is approved at once, the rest as a job that draws it in the background."""

import logging
from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.enums import BatchKind, ItemState
from agreements.models import Unit
from reports.actions import (
    NothingToDownloadError,
    TooManyJobsError,
    cancel_batch,
    resume_batch,
    retry_batch,
    start_batch,
)
from reports.document.blocks import RenderedFile
from reports.models import Batch, BatchItem, IssuedReport
from reports.period import Quarter
from reports.policies import can_download, check_can_download
from reports.progress import in_words
from reports.queries import (
    DamagedFileError,
    Job,
    Planned,
    background,
    batches_of,
    current_issues,
    downloadable,
    failed_items,
    item_with_file,
    items_with_files,
    job_of,
    jobs_of,
    newest_quarter,
    notices_of,
    planned_reports,
    quarters_with_reports,
    units_visible_to,
)
from reports.serving import TYPES, UnitFiles, issued_content, item_content
from reports.views.common import download, visible_unit
from reports.zipping import zipped

logger = logging.getLogger(__name__)

MOST_JOBS = 30
SAID = "CATATAN.txt"
PER_UNIT = {BatchKind.BUNDLES: "bundel", BatchKind.RECAPS: "rekap"}
"""What files of a whole unit are called."""
TOO_MANY = "Beberapa unduhan Anda masih dikerjakan. Tunggu sampai salah satunya selesai, atau batalkan."
LOST = "berkasnya hilang atau berubah; hubungi administrator"


# -- what there is -----------------------------------------------------------------------------------------------------


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """List the jobs of the account, newest first, and lead to the newest quarter."""
    jobs = jobs_of(batches_of(request.user)[:MOST_JOBS])
    return render(request, "reports/download/list.html", {"jobs": jobs, "newest": newest_quarter(timezone.localdate())})


@require_safe
def downloads_quarter(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show what a quarter has to download: approved files at once, the others as a job."""
    when = Quarter(year, quarter)
    units = downloadable(request.user, when)
    may_all = can_download(request.user, None)
    if not units and not may_all:
        raise Http404("nothing that the account may see")
    kind = request.GET.get("jenis", "")
    return render(
        request,
        "reports/download/quarter.html",
        {
            "quarter": when,
            "quarters": quarters_with_reports(None if may_all else units_visible_to(request.user)),
            "units": units,
            "total": sum(row.total for row in units),
            "issued": sum(row.issued for row in units),
            "may_all": may_all,
            "chosen": request.GET.get("unit", ""),
            "kind": kind if kind in BatchKind else BatchKind.REPORTS,
            "jobs": jobs_of(batches_of(request.user).filter(year=year, quarter=quarter)[:MOST_JOBS]),
        },
    )


@require_POST
def downloads_start(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Start a job for a unit or all, or find the equal one that is under way."""
    unit = visible_unit(request.user, request.POST["unit"]) if request.POST.get("unit") else None
    kind = request.POST.get("jenis", BatchKind.REPORTS)
    if kind not in BatchKind:
        raise Http404("no such kind")
    workbooks = bool(request.POST.get("excel")) and kind == BatchKind.REPORTS
    return _started(request, BatchKind(kind), Quarter(year, quarter), unit, workbooks=workbooks)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_bundle(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Send all reports of a unit and quarter as one PDF where it is drawn already; else start the job that draws it.

    Who only follows a link is led to where the job is started: a look starts nothing.
    """
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    try:
        file = UnitFiles(office, when).bundle()
    except ValueError as error:
        raise Http404("no report") from error
    if file is not None:
        return download(file)
    if request.method == "POST":
        return _started(request, BatchKind.BUNDLES, when, office)
    asked = {"unit": office.slug, "jenis": BatchKind.BUNDLES.value}
    return redirect(reverse("downloads_quarter", args=[year, quarter], query=asked))


def _started(
    request: HttpRequest, kind: BatchKind, when: Quarter, unit: Unit | None, *, workbooks: bool = False
) -> HttpResponse:
    """Start a job and lead to its page, or say why there is none."""
    try:
        batch = start_batch(kind=kind, quarter=when, unit=unit, workbooks=workbooks, by=request.user)
    except NothingToDownloadError:
        messages.error(request, "Belum ada laporan dalam triwulan itu, jadi tidak ada yang dapat diunduh.")
    except TooManyJobsError:
        messages.error(request, TOO_MANY)
    else:
        return redirect("download_job", batch.pk)
    return redirect("downloads_quarter", year=when.year, quarter=when.number)


# -- approved files, at once -------------------------------------------------------------------------------------------


@require_safe
def downloads_issued(request: HttpRequest, year: int, quarter: int) -> StreamingHttpResponse:
    """Send the approved files of a quarter as one ZIP while they are read (`?unit=`, `?excel=`)."""
    when, slug = Quarter(year, quarter), request.GET.get("unit", "")
    unit = visible_unit(request.user, slug) if slug else None
    check_can_download(request.user, unit)
    units = list(units_visible_to(request.user) if unit is None else [unit])
    issues = current_issues(units, when)
    every = planned_reports(units, when, workbooks=bool(request.GET.get("excel")))
    planned = tuple(row for row in every if row.report is not None and row.report.pk in issues)
    if not planned:
        raise Http404("nothing is approved")
    return _zip(_issued_files(planned, issues), f"lkjip-{slug or 'semua'}-{year}-tw{quarter}-disetujui.zip")


def _issued_files(planned: tuple[Planned, ...], issues: dict[int, IssuedReport]) -> Iterator[tuple[str, bytes]]:
    missing = []
    for row in planned:
        assert row.report is not None
        try:
            yield row.path, issued_content(issues[row.report.pk], row.kind)
        except DamagedFileError:
            missing.append(f"{row.path}: {LOST}")
    yield from _note(missing)


def _zip(files: Iterator[tuple[str, bytes]], name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        zipped(files, timezone.localtime()),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            # nginx would otherwise take it all in before it sends anything.
            "X-Accel-Buffering": "no",
        },
    )


def _note(missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """Say in the ZIP what is not in it."""
    if missing:
        lines = ["Yang berikut tidak ada di dalam ZIP ini:", "", *missing, ""]
        yield SAID, "\r\n".join(lines).encode()


# -- jobs --------------------------------------------------------------------------------------------------------------


def _own(request: HttpRequest, number: int) -> Batch:
    return get_object_or_404(batches_of(request.user), pk=number)


def _job_context(job: Job) -> dict[str, object]:
    alone = items_with_files(job.batch) if job.progress.total == 1 else ()
    return {
        "job": job,
        # One file needs no ZIP around it.
        "only": alone[0] if alone else None,
        "rest": in_words(job.rest),
        "failed": failed_items(job.batch) if job.progress.failed else (),
        "idle": job.open and not background().alive,
    }


@require_safe
def download_job(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far a job is, what failed, and every file that is done."""
    job = job_of(_own(request, number))
    told = notices_of(request.user).filter(batch=job.batch, read_at=None).first()
    context = _job_context(job) | {"items": items_with_files(job.batch), "told": told}
    return render(request, "reports/download/job.html", context)


@require_safe
def download_progress(request: HttpRequest, number: int) -> HttpResponse:
    """Send the part of the page that changes, for the script that looks again every few seconds."""
    return render(request, "_components/job_progress.html", _job_context(job_of(_own(request, number))))


@require_safe
def download_zip(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Send what a job has made so far as one ZIP; a note inside says what is missing."""
    batch = _own(request, number)
    items = items_with_files(batch)
    if not items:
        raise Http404("nothing is done yet")
    missing = [f"{item.path}: {item.failure}" for item in failed_items(batch)]
    rest = batch.items.exclude(state__in=(ItemState.DONE, ItemState.FAILED)).order_by("order")
    missing += [f"{path}: belum dibuat" for path in rest.values_list("path", flat=True)]
    whose = batch.unit.slug if batch.unit else "semua"
    name = "-".join(filter(None, ("lkjip", whose, f"{batch.year}-tw{batch.quarter}", PER_UNIT.get(batch.kind))))
    return _zip(_made_files(items, missing), f"{name}.zip")


def _made_files(items: tuple[BatchItem, ...], missing: list[str]) -> Iterator[tuple[str, bytes]]:
    for item in items:
        content = _content(item)
        if content is None:
            missing.append(f"{item.path}: {LOST}")
        else:
            yield item.path, content
    yield from _note(missing)


def _content(item: BatchItem) -> bytes | None:
    try:
        content = item_content(item)
    except DamagedFileError:
        return None
    if content is None:
        logger.error("the store has lost %s of batch %s", item.path, item.batch_id)
    return content


@require_safe
def download_file(request: HttpRequest, number: int, item: int) -> HttpResponse:
    """Send one file of a job."""
    batch = _own(request, number)
    found = item_with_file(batch, item)
    if found is None:
        raise Http404("no such file")
    content = _content(found)
    if content is None:
        messages.error(request, "Berkas itu tidak tersimpan lagi. Mintalah unduhan baru; laporannya tidak berubah.")
        return redirect("download_job", batch.pk)
    ending = found.path.rpartition(".")[2]
    post = found.report.position.slug if found.report is not None else PER_UNIT[batch.kind]
    name = f"lkjip-{found.unit.slug}-{post}-{batch.year}-tw{batch.quarter}.{ending}"
    return download(RenderedFile(name, TYPES[ending], content))


@require_POST
def download_cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Make no more files of a job."""
    batch = _own(request, number)
    if cancel_batch(batch=batch, by=request.user):
        kept = " Berkas yang sudah selesai tetap dapat diunduh." if items_with_files(batch) else ""
        messages.success(request, f"Unduhan dibatalkan.{kept} Tekan “Lanjutkan” bila tetap diperlukan.")
    else:
        messages.info(request, "Unduhan itu sudah berakhir, jadi tidak ada yang perlu dibatalkan.")
    return redirect("download_job", batch.pk)


@require_POST
def download_resume(request: HttpRequest, number: int) -> HttpResponse:
    """Go on with a cancelled job."""
    batch = _own(request, number)
    try:
        count = resume_batch(batch=batch, by=request.user)
    except TooManyJobsError:
        messages.error(request, TOO_MANY)
    else:
        if count:
            messages.success(request, f"Unduhan dilanjutkan: {count} berkas dibuat.")
        else:
            messages.info(request, "Tidak ada berkas yang perlu dilanjutkan.")
    return redirect("download_job", batch.pk)


@require_POST
def download_retry(request: HttpRequest, number: int) -> HttpResponse:
    """Try the failed files of a job again."""
    batch = _own(request, number)
    count = retry_batch(batch=batch, by=request.user)
    if count:
        messages.success(request, f"{count} berkas dicoba lagi.")
    else:
        messages.info(request, "Tidak ada berkas gagal yang dapat dicoba lagi.")
    return redirect("download_job", batch.pk)
