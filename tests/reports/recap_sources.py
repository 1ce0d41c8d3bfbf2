"""Figures of two small units, as summaries keep them, for tests of recaps. Names and figures are made up."""

import datetime

from agreements.enums import EfficiencyDefinition, ReportStatus
from reports.period import Quarter
from reports.recaps import RecapSource, ReportSource, UnitSource

QUARTER = Quarter(2024, 2)


def indicator(key=1, **more):
    return {
        "id": key,
        "level": "program",
        "name": "Keluarga yang diberdayakan",
        "unit": "keluarga",
        "target": "35",
        "realization": "21",
        "achievement": "60.00",
        "predicate": "Rendah",
        "reason": None,
        "reasons": {},
        "promised": True,
        "used": True,
    } | more


def line(key=1, **more):
    return {
        "id": key,
        "code": "7.01.02",
        "level": "program",
        "name": "Program Pemberdayaan",
        "depth": 0,
        "responsible": "camat",
        "responsible_name": "Camat",
        "ceiling": "19740750",
        "spent": "5760000",
        "remaining": "13980750",
        "absorption": "29.18",
        "indicators": [],
        "cost_planned": None,
        "cost_per_outcome": None,
        "cost_ratio": None,
        "cost_reason": None,
        "reason": None,
        "reasons": {},
        "partial": [],
    } | more


def totals(**more):
    return {
        "ceiling": "19740750",
        "spent": "5760000",
        "remaining": "13980750",
        "absorption": "29.18",
        "mean_absorption": "29.18",
        "mean_achievement": "60.00",
        "efficiency": "30.82",
        "partial": [],
        "reasons": {},
    } | more


def finding(**more):
    return {
        "code": "missing-realization",
        "severity": "error",
        "message": "Realisasi belum diisi.",
        "where": "Tabel 2.2",
        "mend": "Isi di lembar isian.",
        "reason": None,
    } | more


def report(name="Camat", **more):
    values = {
        "position": name,
        "position_slug": name.lower().replace(" ", "-"),
        "official": "Budi Santoso, S.Sos.",
        "status": ReportStatus.RECEIVED,
        "revision": 1,
        "changed": False,
        "punctuality": "late",
        "due_on": datetime.date(2024, 7, 5),
        "late_days": 1,
        "handed_in_on": datetime.date(2024, 7, 8),
        "handed_in_by": "Sari",
        "approved_on": datetime.date(2024, 7, 9),
        "received_on": datetime.date(2024, 7, 10),
        "figures": {
            "totals": {key: value for key, value in totals().items() if key != "efficiency"},
            "efficiency": {"definition": "difference", "value": "30.82", "reason": None},
            "findings": [],
        },
    }
    return ReportSource(**(values | more))


NOBODY_IN_TIME = {"in_time": 0, "in_time_share": "0.00", "reasons": {}}


def unit(number=1, *, indicators=(), lines=(), reports=(), sums=None, in_time=NOBODY_IN_TIME):
    return UnitSource(
        slug=f"kecamatan-{number}",
        name=f"Kecamatan {number}",
        figures={"indicators": list(indicators), "lines": list(lines), "totals": sums or totals()},
        reports=tuple(reports),
        in_time=in_time,
    )


def source(*units, efficiency=EfficiencyDefinition.DIFFERENCE, sums=None, in_time=NOBODY_IN_TIME):
    return RecapSource(
        QUARTER, "Kabupaten Contoh", efficiency, tuple(units), sums or totals(ceiling="39481500"), in_time=in_time
    )


NEVER = {
    "punctuality": "overdue",
    "late_days": 3,
    "handed_in_on": None,
    "handed_in_by": "",
    "approved_on": None,
    "received_on": None,
    "official": "",
}
UNOPENED = {
    "totals": totals(),
    "efficiency": {"definition": "difference", "value": "30.82", "reason": None},
    "findings": [finding()],
}


def full_source():
    """Two units in which every recap has rows, missing figures, sums, and text that looks like a formula."""
    first = unit(
        1,
        indicators=[
            indicator(1),
            indicator(
                2,
                level="strategic",
                name="=1+1 desa tertib",
                unit="%",
                realization=None,
                achievement=None,
                predicate=None,
                reason="no_realization",
                reasons={"realization": "no_realization", "achievement": "no_realization"},
            ),
            indicator(3, target="0.004", realization="0.50", achievement="12500.00"),
        ],
        lines=[
            line(1),
            line(
                2,
                depth=1,
                level="kegiatan",
                code="7.01.02.2.01",
                name="Kegiatan",
                spent=None,
                remaining=None,
                absorption=None,
                reason="no_realization",
                reasons=dict.fromkeys(("spent", "remaining", "absorption"), "no_realization"),
                indicators=[2],
                cost_planned="197407.50",
                cost_reason="no_realization",
            ),
            line(
                3,
                depth=2,
                level="sub_kegiatan",
                code="7.01.02.2.01.0001",
                name="Sub Kegiatan",
                ceiling="9999999999999.99",
                indicators=[1],
                cost_planned="564021.43",
                cost_per_outcome="274285.71",
                cost_ratio="0.49",
            ),
            line(
                4,
                depth=2,
                level="sub_kegiatan",
                code="7.01.02.2.01.0002",
                name="Dua hasil",
                indicators=[1, 3],
                cost_reason="several_outcomes",
                reasons=dict.fromkeys(("cost_planned", "cost_per_outcome", "cost_ratio"), "several_outcomes"),
            ),
        ],
        reports=[
            report("Camat"),
            report("Staf", status=None, figures=UNOPENED, **NEVER),
            report(
                "Kasi Desa",
                status=ReportStatus.DRAFT,
                **NEVER,
                figures={
                    "totals": totals(
                        mean_achievement=None, partial=["spent"], reasons={"mean_achievement": "nothing_to_average"}
                    ),
                    "efficiency": {"definition": "difference", "value": None, "reason": "nothing_to_average"},
                    "findings": [
                        finding(),
                        finding(
                            severity="note", message="+62 bukan rumus", reason={"text": "Memang begitu.", "by": "Sari"}
                        ),
                    ],
                },
            ),
        ],
    )
    return source(first, unit(2, indicators=[indicator(9)], lines=[line(9)], reports=[report(changed=True)]))
