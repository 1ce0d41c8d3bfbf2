"""Names of a kabupaten that does not exist: places put together from common parts, and officials with made-up NIPs."""

from random import Random

PLACE_STARTS = (
    "Banyu", "Candi", "Gading", "Giri", "Jati", "Kali", "Karang", "Kembang", "Kerto", "Lawang", "Marga", "Nglaras",
    "Padma", "Pring", "Purwo", "Randu", "Sawah", "Sela", "Sumber", "Tegal", "Tirto", "Wana", "Watu", "Wono",
)  # fmt: skip
PLACE_ENDS = (
    "asih", "ayem", "bening", "dadi", "gemah", "kencono", "lestari", "luhur", "manis", "maju", "murni", "ngudi",
    "pandan", "raharja", "rukun", "santosa", "sentosa", "subur", "tentrem", "tresno", "utama", "wangi", "waras", "yasa",
)  # fmt: skip
SIDES = ("", " Utara", " Selatan", " Timur", " Barat")

WOMEN = (
    "Siti", "Sri", "Dewi", "Endang", "Nur", "Ratna", "Wahyu", "Indah", "Rina", "Yuliana", "Lestari", "Kartika", "Umi",
)  # fmt: skip
MEN = (
    "Budi", "Agus", "Joko", "Hadi", "Slamet", "Bambang", "Eko", "Dwi", "Tri", "Imam", "Wawan", "Rudi", "Anwar",
)  # fmt: skip
SURNAMES = (
    "Rahayu", "Santoso", "Wahyuni", "Prasetyo", "Lestari", "Hidayat", "Kusuma", "Wibowo", "Handayani", "Setiawan",
    "Purnomo", "Astuti", "Nugroho", "Utami", "Firmansyah", "Permata", "Suryadi", "Puspita",
)  # fmt: skip
DEGREES = ("", "S.Sos", "S.AP", "S.E", "S.STP", "S.H", "S.Sos, M.Si", "S.E, M.M", "S.AP, M.AP")

MOST_PLACES = len(PLACE_STARTS) * len(PLACE_ENDS) * len(SIDES)
SERIALS = 100
BIRTH_YEARS = 28
MONTHS = 12


def place_names(count: int, rng: Random) -> list[str]:
    """Return different names of places: 'Karangwaras', and with a side where the plain ones are used up.

    Raises:
        ValueError: there are not so many.
    """
    if not 0 <= count <= MOST_PLACES:
        raise ValueError(f"there are names for 0 to {MOST_PLACES} places")
    names: list[str] = []
    for side in SIDES:
        plain = [f"{start}{end}{side}" for start in PLACE_STARTS for end in PLACE_ENDS]
        rng.shuffle(plain)
        names += plain
    return names[:count]


def official(number: int, rng: Random) -> tuple[str, str]:
    """Return name and NIP of the official with a number, which no two share.

    Birth on a day that repeats its month, and a serial from 900 on: of a shape that is never handed out in order.
    """
    woman = rng.randrange(2) == 1
    name = f"{rng.choice(WOMEN if woman else MEN)} {rng.choice(SURNAMES)}".upper()
    degree = rng.choice(DEGREES)
    year = 1966 + number % BIRTH_YEARS
    month = 1 + number // BIRTH_YEARS % MONTHS
    serial = 900 + number // (BIRTH_YEARS * MONTHS) % SERIALS
    nip = f"{year}{month:02}{month:02}{year + 24}{month:02}{2 if woman else 1}{serial}"
    return (f"{name}, {degree}" if degree else name), nip
