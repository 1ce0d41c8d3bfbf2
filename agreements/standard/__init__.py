"""The standard posts of a kecamatan, from `kecamatan.yaml` beside this file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agreements.enums import CitationPurpose, Echelon, ReportForm
from agreements.organisation import CitationText, DutyText, PostDuties, PostText

KECAMATAN = Path(__file__).with_name("kecamatan.yaml")
SHORT = "{short}"
"""Stands for the short name of a unit in the titles of its posts."""


@cache
def _read() -> Mapping[str, Any]:
    return yaml.safe_load(KECAMATAN.read_text(encoding="utf-8"))


def standard_posts(regency: str) -> tuple[PostText, ...]:
    """Return the posts for a kecamatan of a kabupaten (its name), in the order in which they report.

    Regulations of another kabupaten are not cited, and nothing is delegated under them.
    """
    read = _read()
    regulations = {row["key"]: row for row in read["regulations"] if row.get("local", regency) == regency}
    rows = {row["key"]: row for row in read["posts"]}
    return tuple(_post(row, rows[row.get("duties_of", row["key"])], regulations) for row in rows.values())


def _post(row: Mapping[str, Any], duties: Mapping[str, Any], regulations: Mapping[str, Any]) -> PostText:
    citations = tuple(
        CitationText(
            CitationPurpose(cited["for"]), regulation["short"], cited.get("article", ""), regulation.get("about", "")
        )
        for cited in row["citations"]
        if (regulation := regulations.get(cited["regulation"])) is not None
    )
    delegated = duties.get("delegated", ()) if any(c.purpose == CitationPurpose.DELEGATION for c in citations) else ()
    return PostText(
        key=row["key"],
        name=row["name"],
        title=row.get("title", ""),
        echelon=Echelon(row["echelon"]),
        superior=row.get("superior", ""),
        form=ReportForm(row["form"]),
        deadline_days=row.get("deadline_days"),
        duties=PostDuties(row.get("main_duty", ""), _duties(duties.get("duties", ())), _duties(delegated)),
        citations=citations,
    )


def _duties(rows: Any) -> tuple[DutyText, ...]:
    return tuple(DutyText(row) if isinstance(row, str) else DutyText(row["text"], tuple(row["items"])) for row in rows)
