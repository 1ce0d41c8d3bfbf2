"""Facts of the seed offices, cut down to what proves the arithmetic. Figures are those of the published reports."""

from agreements.enums import BudgetLevel, Formula, ObjectiveLevel, TermRole
from reports.inputs import IndicatorEntry, LineEntry, PastEntry, ReportInputs, UnitFacts
from reports.period import Quarter
from tests.reports.builders import facts, indicator, line, mean_indicator, number, report, term

# (realization, target, unit) of the outputs under each kegiatan of programme 1 of Rowokangkung,
# TW II 2024: reports 08, 11 and 12.
KEGIATAN_OF_PROGRAM_1 = {
    "perencanaan": [(5, 5, "laporan")],
    "keuangan": [(6, 12, "orang/bulan"), (6, 12, "dokumen"), (6, 12, "dokumen"), (1, 1, "laporan")],
    "barang milik daerah": [(1, 2, "dokumen"), (6, 12, "laporan")],
    "umum": [(1, 1, "paket"), (2, 3, "paket"), (2, 2, "paket"), (6, 12, "laporan"), (6, 12, "laporan")],
    "pengadaan": [(0, 6, "unit")],
    "jasa penunjang": [(6, 12, "laporan"), (6, 12, "laporan"), (6, 12, "laporan")],
    "pemeliharaan": [(4, 6, "unit"), (14, 14, "unit"), (0, 2, "unit")],
}

PROGRAM_1 = 1


def rowokangkung_indicators() -> list[IndicatorEntry]:
    """Programme 1 (id 1), its seven kegiatan (ids 10, 20, ... 70) and their outputs (ids 11, 12 ...)."""
    entries = [mean_indicator(PROGRAM_1, name="Persentase pemenuhan operasional", level=ObjectiveLevel.PROGRAM)]
    for place, (name, outputs) in enumerate(KEGIATAN_OF_PROGRAM_1.items(), 1):
        entries.append(mean_indicator(place * 10, name=f"Persentase {name}", parent=PROGRAM_1))
        for offset, (value, target, unit) in enumerate(outputs, 1):
            key = place * 10 + offset
            entries.append(indicator(key, value, target=target, unit=unit, parent=place * 10))
    return entries


# The leaves of the office's budget tree, TW II 2024: programme -> kegiatan -> (ceiling, spent) of its leaves; a kegiatan
# with one pair of its own keeps its money itself (the sub kegiatan of Kasubbag Umum carry none).
ROWOKANGKUNG_LEAVES = (
    (
        [(3472000, 0), (4690000, 0), (2103000, 47000)],
        [(1318140618, 748707149), (23412000, 9755000), (3600000, 900000), (1764000, 1764000)],
        (3251000, 687000),
        (67135649, 42057690),
        (32741448, 0),
        (191928000, 90558360),
        (58565932, 19299500),
    ),
    ([(2400000, 600000)], [(6822000, 1330000)]),
    ([(1050000, 0), (7175000, 4775000), (103740750, 0)], [(19740750, 5760000), (3150000, 0)]),
    ([(30000000, 6000000)],),
    ([(7200000, 3600000)],),
    ([(19425000, 0), (6300000, 0)],),
)


def rowokangkung_lines() -> list[LineEntry]:
    """Programmes 1000, 2000 ...; kegiatan 1100, 1200 ...; sub kegiatan 1101, 1102 ..."""
    lines = []
    for program, kegiatan_of_program in enumerate(ROWOKANGKUNG_LEAVES, 1):
        lines.append(line(program * 1000, level=BudgetLevel.PROGRAM))
        for place, leaves in enumerate(kegiatan_of_program, 1):
            key = program * 1000 + place * 100
            own = leaves if isinstance(leaves, tuple) else (None, None)
            lines.append(line(key, *own, parent=program * 1000, level=BudgetLevel.KEGIATAN))
            below = [(None, None)] * 2 if isinstance(leaves, tuple) else leaves
            lines += [line(key + n, *amounts, parent=key) for n, amounts in enumerate(below, 1)]
    return lines


def rowokangkung() -> UnitFacts:
    return facts(rowokangkung_indicators(), rowokangkung_lines())


# Bagian Organisasi, TW III 2023: realization in % of a target of 100, ceiling, spent.
BAGIAN_ORGANISASI = (
    ("25", 19922000, 15323000),
    ("100", 4550000, 4550000),
    ("100", 41595800, 23105800),
    ("91.67", 105286000, 77580827),
    ("95.46", 40692200, 28997564),
    ("78.33", 478394500, 148140800),
)


def bagian_organisasi(*, linked: bool = True, **choices) -> ReportInputs:
    """Six indicators (1-6) and the kegiatan that pay for them (101-106); `linked` says whether they know it."""
    quarter = Quarter(2023, 3)
    rows = list(enumerate(BAGIAN_ORGANISASI, 1))
    return report(
        facts(
            [indicator(key, value, quarter=3) for key, (value, _, _) in rows],
            [
                line(100 + key, ceiling, spent, level=BudgetLevel.KEGIATAN, pays_for=[key] if linked else [])
                for key, (_, ceiling, spent) in rows
            ],
            quarter=quarter,
            **choices,
        ),
        items=range(1, 7),
        budgets=range(101, 107),
    )


def candipuro() -> ReportInputs:
    """The two strategic indicators of the Camat, TW I 2024, with what tables 3.3 and 3.4 compare them to."""
    above, below = TermRole.NUMERATOR, TermRole.DENOMINATOR
    on_time = (
        term(1, above, 0, label="Desa yang menyusun RKPDes tepat waktu", quarter=1),
        term(2, above, 0, label="Desa yang menyusun APBDes tepat waktu", quarter=1),
        term(3, above, 10, label="Desa yang menyusun LPPDes tepat waktu", quarter=1),
        term(4, below, 10, label="Desa", factor=3, quarter=1),
    )
    followed_up = (term(5, above, 19, label="Hasil", quarter=1), term(6, below, 54, label="Aktivitas", quarter=1))
    return report(
        facts(
            [
                indicator(
                    1,
                    target="83.6",
                    formula=Formula.RATIO,
                    terms=followed_up,
                    past=(
                        PastEntry(2023, 1, number("91.5"), number("39.25")),
                        PastEntry(2022, None, None, number("91.83")),
                        PastEntry(2023, None, None, number("92.16")),
                    ),
                    long_term=(("Renstra 2024-2026", 2024, number("83.6")),),
                ),
                indicator(
                    2,
                    target="93.33",
                    formula=Formula.RATIO,
                    terms=on_time,
                    past=(
                        PastEntry(2023, 1, number(82), number("33.33")),
                        PastEntry(2022, None, None, number("86.66")),
                        PastEntry(2023, None, None, number("96.67")),
                    ),
                    long_term=(("Renstra 2024-2026", 2024, number("93.33")),),
                ),
            ],
            quarter=Quarter(2024, 1),
        ),
        items=[1, 2],
    )
