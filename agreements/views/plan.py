"""The plan of a unit and year: each post's agreement, what is missing in it, and acts on many of them at once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agreements.actions import PlanError, Source, start_agreements
from agreements.cascade import Branch, Gap, grow, in_order
from agreements.converters import YearConverter
from agreements.models import Agreement, Position, Unit, User
from agreements.numbers import format_date
from agreements.policies import can_edit_agreement, can_plan
from agreements.queries import PostPlan, load_plan, posts_of, units_known_to
from agreements.views.common import known_unit

SOURCES: Mapping[Source, str] = {
    Source.NOTHING: "kosong",
    Source.LAST_YEAR: "disalin dari PK tahun lalu, tanpa target",
    Source.LAST_YEAR_WITH_TARGETS: "disalin dari PK tahun lalu, targetnya juga",
    Source.SIGNED: "Perubahan dari PK tahun ini yang sudah ditandatangani",
}
COUNTED: Mapping[Gap, str] = {
    Gap.NO_TARGET: "{} indikator belum ada target",
    Gap.NO_QUARTERS: "{} indikator belum lengkap target triwulannya",
    Gap.NO_CHILDREN: "{} indikator rata-rata tanpa indikator pendukung",
    Gap.NO_TERMS: "{} indikator rasio tanpa pembilang atau penyebut",
}
"""What the indicators of a post lack, counted."""


@dataclass(frozen=True)
class PostLine:
    """A post as the page tells it."""

    position: Position
    agreement: Agreement | None
    state: str
    tone: str
    """Which look the state has: a class of the status."""
    missing: tuple[str, ...]
    may_edit: bool
    may_start: bool
    """Whether something can be begun for it: an agreement, or a Perubahan of the signed one."""


def post_line(plan: PostPlan, gaps: Mapping[int, Iterable[Gap]], user: User, *, may_plan: bool) -> PostLine:
    """Tell a post: the state of its agreement and what is missing in it."""
    agreement = plan.agreement
    state, tone = _state(plan)
    return PostLine(
        position=plan.position,
        agreement=agreement,
        state=state,
        tone=tone,
        missing=tuple(_missing(plan, gaps)) if agreement else (),
        may_edit=agreement is not None and can_edit_agreement(user, agreement),
        may_start=may_plan and (agreement is None or agreement.signed_on is not None),
    )


def _state(plan: PostPlan) -> tuple[str, str]:
    if plan.agreement is None:
        return "belum ada", "returned"
    name = "Perubahan" if plan.amended else "PK"
    if plan.signed_on is None:
        return f"draf {name}", "submitted"
    return f"{name} ditandatangani {format_date(plan.signed_on)}", "approved"


def _missing(plan: PostPlan, gaps: Mapping[int, Iterable[Gap]]) -> Iterable[str]:
    items = list(plan.promise.items)
    if not items:
        yield "belum memuat indikator"
    found = Counter(gap for item in items for gap in gaps.get(item.indicator_id, ()))
    yield from (words.format(found[gap]) for gap, words in COUNTED.items() if found[gap])
    orphans = sum(1 for row in plan.promise.money if row.responsible_id is None)
    if orphans:
        yield f"{orphans} baris anggaran tanpa penanggung jawab"


def gaps_by_indicator(trees: Iterable[Branch]) -> dict[int, tuple[Gap, ...]]:
    """Return what each indicator lacks, by its id."""
    return {branch.node.id: branch.gaps for _, branch in in_order(trees)}


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Lead to the plan of the account's unit for the year that it comes from, or list the units; without one, of today.

    The menu carries the year of its page along: who works on the last quarter in January wants the old year's plan.
    """
    units = units_known_to(request.user).order_by("name")
    asked = request.GET.get("tahun", "")
    year = int(asked) if re.fullmatch(YearConverter.regex, asked) else timezone.localdate().year
    if len(units) == 1:
        return redirect("plan", unit=units[0].slug, year=year)
    return render(request, "agreements/plan/list.html", {"units": units, "year": year})


@require_safe
def plan(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Show every post with its agreement and what is missing."""
    office = known_unit(request.user, unit)
    found = load_plan(office, year)
    trees = grow(found.nodes)
    gaps = gaps_by_indicator(trees)
    may_plan = can_plan(request.user, office)
    lines = tuple(post_line(row, gaps, request.user, may_plan=may_plan) for row in found.posts)
    context = {
        "unit": office,
        "year": year,
        "years": (year - 1, year, year + 1),
        "lines": lines,
        "without": sum(1 for row in lines if row.agreement is None),
        "drafts": sum(1 for row in lines if row.agreement is not None and row.agreement.signed_on is None),
        "apart": [branch.node for _, branch in in_order(trees) if Gap.NO_POST in branch.gaps],
        "loose": [branch.node for _, branch in in_order(trees) if Gap.FEEDS_NOTHING in branch.gaps],
        "orphans": found.orphans,
        "may_plan": may_plan,
        "may_start": any(row.may_start for row in lines),
        "sources": SOURCES,
    }
    return render(request, "agreements/plan/year.html", context)


@require_POST
def plan_start(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Begin agreements for the ticked posts."""
    office = known_unit(request.user, unit)
    try:
        source = Source(request.POST.get("source", ""))
    except ValueError:
        messages.error(request, "Pilih dulu isi awalnya: kosong, salinan tahun lalu, atau Perubahan.")
        return redirect("plan", unit=unit, year=year)
    posts = _chosen(request, office)
    if not posts:
        messages.error(request, "Belum ada jabatan yang dicentang.")
        return redirect("plan", unit=unit, year=year)
    try:
        made = start_agreements(unit=office, year=year, posts=posts, source=source, by=request.user)
    except PlanError as error:
        messages.error(request, f"Tidak ada yang dibuat. {error}")
        return redirect("plan", unit=unit, year=year)
    _tell(request, made, len(posts) - len(made), source)
    return redirect("plan", unit=unit, year=year)


def _chosen(request: HttpRequest, unit: Unit) -> list[Position]:
    """Return the posts that are ticked, or all of the unit."""
    posts = posts_of(unit)
    if "semua" in request.POST:
        return list(posts)
    ticked = set(request.POST.getlist("post"))
    return [post for post in posts if str(post.pk) in ticked]


def _tell(request: HttpRequest, made: list[Agreement], skipped: int, source: Source) -> None:
    what = "draf Perubahan" if source == Source.SIGNED else "draf Perjanjian Kinerja"
    if made:
        messages.success(request, f"{len(made)} {what} dibuat: {', '.join(row.position.name for row in made)}.")
    if skipped:
        why = {
            Source.NOTHING: "perjanjiannya sudah ada",
            Source.SIGNED: "belum ada perjanjian yang ditandatangani, atau draf Perubahannya sudah ada",
        }.get(source, "perjanjiannya sudah ada, atau tahun lalu tidak ada yang dapat disalin")
        messages.info(request, f"{skipped} jabatan dilewati: {why}.")
