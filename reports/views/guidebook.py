"""The guide as a page, and which part of it each page of the application leads to."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.guidebook import Block, Chapter, read_guide

PARTS: Mapping[str, tuple[str, ...]] = {
    "beranda": ("home", "unit_quarter", "quarter_open", "notices"),
    "isi-angka": ("entry", "unit_calculation", "report_calculation", "formulas"),
    "excel": ("entry_upload",),
    "uraian-dan-teks": (
        "report_writing", "report_texts", "report_text", "report_text_reset", "report_arrangement", "report_forms",
    ),
    "salinan": ("report_copies",),
    "foto": ("report_photos", "report_photo_delete"),
    "periksa-dan-ajukan": (
        "report", "unit_check", "report_check", "report_submit", "report_revise", "report_trail", "report_issues",
        "unit_trail",
    ),
    "camat-dan-atasan": ("inbox", "report_review", "report_remark", "office"),
    "bagian-organisasi": (
        "board", "board_year", "board_remind", "reception", "reception_send_back", "quarter_close", "quarter_reopen",
        "recap", "comparison", "cost_comparison", "downloads", "downloads_quarter", "download_job",
        "api_tokens", "api_token_revoke",
    ),
    "perjanjian-kinerja": (
        "agreement", "agreement_edit", "agreement_delete", "agreement_sign", "plans", "plan", "plan_import", "cascade",
        "indicators", "indicator", "indicator_delete", "indicator_new",
    ),
    "anggaran": ("budget_import",),
    "organisasi": (
        "organisation", "regency_new", "kecamatan_new", "unit_new", "official_edit", "organisation_unit",
        "unit_profile", "unit_officials", "officials_import", "unit_accounts", "post_new", "organisation_post",
        "post_edit", "post_end", "post_duties", "post_citations", "post_appoint", "appointment_edit",
        "appointment_remove",
    ),
    "bila-ada-kendala": ("account", "password_change", "second_factor"),
}  # fmt: skip
"""Chapter of the guide -> names of the addresses that it tells of."""

PART_OF: Mapping[str, str] = {name: anchor for anchor, names in PARTS.items() for name in names}


SOURCE = settings.BASE_DIR / "docs" / "panduan.md"


@cache
def guide_chapters() -> tuple[Chapter, ...]:
    """Return the guide as it stands in the documents, with the sizes of its pictures."""
    return tuple(
        replace(chapter, blocks=tuple(_sized(block) for block in chapter.blocks))
        for chapter in read_guide(SOURCE.read_text(encoding="utf-8"))
    )


def _sized(block: Block) -> Block:
    if block.kind != "picture":
        return block
    with (SOURCE.parent / "images" / block.file).open("rb") as picture:
        head = picture.read(24)
    # A PNG says its width and height in the first chunk, behind a signature of eight bytes.
    return replace(block, size=(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")))


def part_of(request: HttpRequest) -> str:
    """Return the chapter that tells of the page that is shown; '' for none of its own."""
    match = request.resolver_match
    return PART_OF.get(match.url_name or "", "") if match else ""


@require_safe
def guidebook(request: HttpRequest) -> HttpResponse:
    """Show the guide."""
    first, *others = guide_chapters()
    return render(request, "reports/guide/book.html", {"first": first, "chapters": others})
