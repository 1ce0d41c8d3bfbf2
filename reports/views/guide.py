"""The steps of a quarter for who enters it, each with where it stands and where it goes on.

Five; before the first quarter of a year come the budget and the agreements, without which nothing can be opened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agreements.enums import ReportStatus
from reports.checks.unwritten import unwritten_lists
from reports.usage import HANDED_IN
from reports.views.common import QuarterWork

AWAY = "langkah"
"""Name of the cookie with the accounts that put the steps away in this browser; whoever comes anew sees them."""
A_YEAR = 365 * 24 * 60 * 60
MOST = 20
"""Accounts that a browser remembers."""


def is_guide_away(request: HttpRequest) -> bool:
    """Return whether the account put the steps away in this browser."""
    return str(request.user.pk) in request.COOKIES.get(AWAY, "").split(".")


@require_POST
def guide_shown(request: HttpRequest) -> HttpResponse:
    """Put the steps away, or call them back, and return to the page."""
    others = [key for key in request.COOKIES.get(AWAY, "").split(".") if key.isdecimal()][-MOST:]
    others = [key for key in others if key != str(request.user.pk)]
    away = others if request.POST.get("tampil") == "ya" else [*others, str(request.user.pk)]
    back = request.POST.get("kembali", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = redirect(back if here and back.startswith("/") else "home")
    response.set_cookie(
        AWAY, ".".join(away), max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "selesai"
    NOW = "sekarang"
    LATER = "nanti"


@dataclass(frozen=True)
class GuideStep:
    """One step: its name, what there is to do, and the page for it."""

    name: str
    told: str
    state: StepState
    address: str


def guide(work: QuarterWork, opened: Mapping[str, ReportStatus]) -> tuple[GuideStep, ...]:
    """Return the steps of a quarter; the first that is not done is the one for now. None once all are done.

    `opened` tells the status of each report by the slug of its post; empty while the quarter is not opened.
    """
    steps = tuple(_steps(work, opened))
    now = next((index for index, (*_, done) in enumerate(steps) if not done), len(steps))
    if now == len(steps):
        return ()
    return tuple(
        GuideStep(name, told, StepState.DONE if done else StepState.NOW if index == now else StepState.LATER, address)
        for index, (name, told, address, done) in enumerate(steps)
    )


def _steps(work: QuarterWork, opened: Mapping[str, ReportStatus]) -> Iterator[tuple[str, str, str, bool]]:
    where = [work.unit.slug, work.quarter.year, work.quarter.number]
    planned = is_planned(work)
    if not opened and not (planned and work.facts.lines):
        yield from _plan_steps(work)
    told = "Sesudah ada Perjanjian Kinerja"
    if planned:
        told = f"{len(opened)} laporan dibuka" if opened else "Tombol “Buka” di atas menyiapkan laporannya"
    yield "Buka triwulan", told, "#buka-triwulan" if planned and not opened else "", bool(opened)

    total, missing = work.entered.count, work.missing.count
    yield (
        "Isi angka",
        f"{total - missing} dari {total} angka",
        reverse("entry", args=where),
        bool(opened) and not missing,
    )

    reports = [inputs for inputs in work.reports if inputs.position_slug in opened]
    unwritten = [row for row in reports if unwritten_lists(row)]
    # One that was handed in without is no work any more, and still is not written.
    bare = [row for row in unwritten if opened[row.position_slug] not in HANDED_IN]
    told = f"{len(reports) - len(unwritten)} dari {len(reports)} laporan sudah ditulis"
    slug = bare[0].position_slug if bare else ""
    page = reverse("report_writing", args=[work.unit.slug, slug, *where[1:]]) if bare else ""
    yield "Tulis uraian", told, page, bool(opened) and not bare

    handed_in = sum(status in HANDED_IN for status in opened.values())
    done = bool(opened) and handed_in == len(opened)
    yield "Periksa", "Yang salah dan yang janggal, dengan cara memperbaikinya", reverse("unit_check", args=where), done
    yield "Ajukan", f"{handed_in} dari {len(opened)} laporan diajukan", "#judul-laporan", done


def _plan_steps(work: QuarterWork) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what a unit lays down once a year."""
    where = [work.unit.slug, work.quarter.year]
    lines = len(work.facts.lines)
    told = f"{lines} baris program, kegiatan, dan sub kegiatan" if lines else "Program, kegiatan, dan pagu dari Excel"
    yield "Impor anggaran", told, reverse("budget_import", args=where), bool(lines)
    promised = sum(inputs.agreement is not None for inputs in work.reports)
    told = f"{promised} dari {len(work.reports)} jabatan" if promised else "Sasaran, indikator, dan target tiap jabatan"
    yield "Perjanjian Kinerja", told, reverse("plan", args=where), bool(promised)


def is_planned(work: QuarterWork) -> bool:
    """Return whether any post has an agreement that holds at the quarter's end, so that its report can be opened."""
    return any(inputs.agreement is not None for inputs in work.reports)
