"""Looks whether the trail is what was written: every line there, in its place, and as it was sealed."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from agreements.models import Unit
from agreements.numbers import format_date, format_figure
from reports.management.arguments import find_unit
from reports.queries import sealed_lines, units_with_a_trail
from reports.sealing import Break, Chain, Fault, walk

SCHEMA = 1
FAULTS = {
    Fault.GAP: "baris ini tidak ada; waktu itu dari baris yang kini di tempatnya",
    Fault.ORDER: "baris ini tidak di tempatnya; waktu itu dari baris yang kini di tempatnya",
    Fault.SEAL: "isinya tidak cocok dengan segelnya, atau baris sebelumnya disegel ulang",
    Fault.UNREADABLE: "isinya tidak terbaca, jadi ditulis bukan oleh aplikasi ini",
    Fault.LOST: "segelnya bukan yang disimpan dahulu: jejak disegel ulang, atau baris terakhirnya dihapus",
}

Kept = Mapping[int, tuple[str, int, str]]
"""Unit id -> slug, number and seal of its newest line when it was looked at earlier."""


class Command(BaseCommand):
    """`verify_trail [UNIT]`; without UNIT all units that have a trail. Ends with 1 where a chain is broken."""

    help = (
        "Memeriksa rantai segel jejak perubahan dan menyebut mata rantai pertama yang putus."
        " Simpan keluaran --json di tempat lain; dengan --kept keluaran itu dibandingkan kemudian."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take perhaps a unit, the format, and an earlier output."""
        parser.add_argument("unit", metavar="UNIT", nargs="?", help="contoh: kecamatan-rowokangkung")
        parser.add_argument("--json", action="store_true", help="tulis sebagai JSON")
        parser.add_argument("--kept", metavar="FILE", help="keluaran --json yang disimpan dahulu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk and write."""
        kept = read_kept(options["kept"]) if options["kept"] else {}
        unit = find_unit(options["unit"]) if options["unit"] else None
        found = list(verify(unit, kept))
        if options["json"]:
            data = {"schema": SCHEMA, "units": [chain_data(*row) for row in found]}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for _, slug, chain in found:
                self.stdout.write(f"{slug}: {sentence(chain)}")
        broken = [slug for _, slug, chain in found if chain.broken]
        if broken:
            raise CommandError(f"Jejak putus di {', '.join(broken)}.")
        if not options["json"]:
            self.stdout.write("Semua jejak utuh." if found else "Belum ada jejak.")


def verify(unit: Unit | None, kept: Kept) -> Iterator[tuple[int, str, Chain]]:
    """Yield id, slug and chain of a unit, or of all; also of those that are gone with their trail."""
    units = (unit,) if unit else units_with_a_trail()
    for one in units:
        earlier = kept.get(one.pk)
        yield one.pk, one.slug, walk(sealed_lines(one), earlier[1:] if earlier else None)
    if unit is None:
        for key in sorted(kept.keys() - {one.pk for one in units}):
            slug, number, _ = kept[key]
            yield key, slug, Chain(0, None, Break(Fault.LOST, number, None))


def sentence(chain: Chain) -> str:
    """Say what was found: how many lines are whole and the newest seal, or where the chain breaks."""
    whole = f"{format_figure(chain.whole)} baris utuh"
    if chain.broken:
        at = chain.broken.at
        when = f", {written(at)}" if at else ""
        return f"PUTUS pada baris {chain.broken.number}{when}: {FAULTS[chain.broken.fault]}. {whole} sebelumnya."
    if chain.newest is None:
        return f"{whole}."
    return f"{whole}; segel terakhir {chain.newest.seal} (baris {chain.newest.number}, {written(chain.newest.at)})."


def written(at: Any) -> str:
    """Write a time as people here tell it."""
    local = timezone.localtime(at)
    return f"{format_date(local)} pukul {local:%H.%M.%S} WIB"


def chain_data(key: int, slug: str, chain: Chain) -> dict[str, object]:
    """Return what is written as JSON."""
    newest, broken = chain.newest, chain.broken
    return {
        "id": key,
        "unit": slug,
        "whole": chain.whole,
        "newest": newest and {"number": newest.number, "at": newest.at.isoformat(), "seal": newest.seal},
        "broken": broken
        and {
            "number": broken.number,
            "at": broken.at.isoformat() if broken.at else None,
            "fault": broken.fault,
            "message": FAULTS[broken.fault],
        },
    }


def read_kept(name: str) -> Kept:
    """Read an earlier output.

    Raises:
        CommandError: it is none.
    """
    try:
        data = json.loads(Path(name).read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise CommandError(f"“{name}” ditulis oleh versi lain (skema {data['schema']}).")
        return {
            row["id"]: (row["unit"], row["newest"]["number"], row["newest"]["seal"])
            for row in data["units"]
            if row["newest"]
        }
    except OSError as error:
        raise CommandError(f"“{name}” tidak dapat dibaca: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"“{name}” bukan keluaran verify_trail --json.") from error
