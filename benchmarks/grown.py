"""The demo with a longer budget, in the empty database of the environment: `python -m benchmarks.grown PASSWORD ROWS`.

Kecamatan Rowokangkung gets budget lines until its entry grid has that many rows to fill in, and its operator a password
that is also taken outside the demo.
"""

import os
import sys

import django
from django.apps import apps
from django.core.management import call_command

UNIT, YEAR, QUARTER = "kecamatan-rowokangkung", 2024, 2


def main(password: str, rows: int) -> None:
    """Load the demo, lengthen its budget, and set the password."""
    call_command("migrate", verbosity=0)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("load_demo", verbosity=0, issued=False, stdout=nowhere)
    grow(rows)
    operator = apps.get_model("agreements.User").objects.get(username="operator")
    operator.set_password(password)
    operator.save()


def grow(rows: int, *, filled: bool = False) -> None:
    """Add lines beside the unit's first sub kegiatan that holds amounts, until that many rows are to be filled in.

    `filled` types an amount into each of those added.
    """
    from reports.period import Quarter  # noqa: PLC0415 -- after django.setup()
    from reports.queries import load_facts  # noqa: PLC0415
    from reports.usage import entered_facts  # noqa: PLC0415

    lines, ceilings = apps.get_model("agreements.BudgetLine"), apps.get_model("agreements.Ceiling")
    spent = apps.get_model("reports.BudgetRealization")
    leaf = lines.objects.filter(unit__slug=UNIT, year=YEAR, holds_amounts=True, level="sub_kegiatan").first()
    there = entered_facts(load_facts(leaf.unit, Quarter(YEAR, QUARTER)))
    for number in range(rows - len(there.indicators) - len(there.lines)):
        line = lines.objects.create(
            unit=leaf.unit,
            year=YEAR,
            parent=leaf.parent,
            level=leaf.level,
            order=1000 + number,
            name=f"Sub kegiatan tambahan nomor {number + 1}",
            holds_amounts=True,
            responsible=leaf.responsible,
        )
        ceilings.objects.create(budget_line=line, amount=10_000_000, from_date=f"{YEAR}-01-01")
        if filled:
            spent.objects.create(budget_line=line, quarter=QUARTER, amount=4_000_000 + number)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lkjip.settings"
    django.setup()
    main(sys.argv[1], int(sys.argv[2]))
