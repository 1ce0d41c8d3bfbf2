"""What must hold in the database whatever happened to those who write: looked up from the trail, row by row."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise


def faults(unit: object) -> list[str]:
    """Return what is wrong with the typed amounts of a unit and with its trail, as sentences; nothing where all holds.

    Every save of a cell stands once in the trail, begins with what the one before it left, and the row is the last one:
    then nothing was written over unseen, and nothing was written in part.
    """
    return [*_broken_trail(unit), *_lost_updates(unit)]


def saves(unit: object) -> dict[str, list[dict[str, object]]]:
    """Return the saves of each cell of a unit, by subject, as the trail tells them."""
    from reports.models import Event  # noqa: PLC0415 -- after django.setup()

    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    rows = Event.objects.filter(unit=unit, action="save_entry").order_by("number")
    for subject, before, after in rows.values_list("subject", "before", "after"):
        found[subject].append({"before": before, "after": after})
    return found


def _broken_trail(unit: object) -> Iterator[str]:
    from reports.queries import sealed_lines  # noqa: PLC0415 -- after django.setup()
    from reports.sealing import walk  # noqa: PLC0415

    chain = walk(sealed_lines(unit), None)
    if chain.broken:
        yield f"the trail of {unit} is broken at {chain.broken.number}"


def _lost_updates(unit: object) -> Iterator[str]:
    from reports.models import BudgetRealization  # noqa: PLC0415 -- after django.setup()

    rows = {
        f"reports.budgetrealization:{row.pk}": row for row in BudgetRealization.objects.filter(budget_line__unit=unit)
    }
    for subject, told in saves(unit).items():
        row = rows.get(subject)
        if row is None:
            continue
        for one, other in pairwise(told):
            if one["after"]["version"] + 1 != other["after"]["version"]:
                yield f"{subject}: version {other['after']['version']} after {one['after']['version']}"
            if one["after"]["amount"] != (other["before"] or {}).get("amount"):
                yield f"{subject}: {one['after']['amount']} was written over unseen"
        last = told[-1]["after"]
        if (row.version, f"{row.amount.normalize():f}") != (last["version"], last["amount"]):
            yield f"{subject}: {row.amount} ({row.version}) stands there, {last['amount']} in the trail"
