"""Constants that a regulation fixes, each with its source; what a kabupaten may choose has its default here. Pure.

A change of any value is a change of `RULES_VERSION`: issued reports keep the version they were computed with.
"""

from decimal import Decimal

# Rules of Permenpan RB 53/2014, Permendagri 86/2017 and PMK 22/PMK.02/2021 as set out below.
RULES_VERSION = "2024.1"

# Permenpan RB 53/2014, lampiran II: achievement compares realization with target; a target is reached at 100 %.
REACHED = Decimal(100)

# Permendagri 86/2017, skala nilai peringkat kinerja. The regulation prints whole numbers (91-100, 76-90, ...); lower
# bounds close the gaps between them. (lower bound in %, predikat), highest first; below the last bound it holds on.
PREDICATE_BANDS: tuple[tuple[Decimal, str], ...] = (
    (Decimal(91), "Sangat tinggi"),
    (Decimal(76), "Tinggi"),
    (Decimal(66), "Sedang"),
    (Decimal(51), "Rendah"),
    (Decimal(0), "Sangat rendah"),
)

# PMK 22/PMK.02/2021, lampiran, efisiensi: the saving counts from -20 to 20 per cent.
PMK_EFFICIENCY_LIMITS: tuple[Decimal, Decimal] = (Decimal(-20), Decimal(20))

# Permenpan RB 53/2014, lampiran II: the year is compared with last year and "beberapa tahun terakhir"; the reports of
# Lumajang (Candipuro, table 3.4) print two.
EARLIER_YEARS = 2
