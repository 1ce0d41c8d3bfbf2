"""From the figures of units to finished recaps, narrowed as was asked. Pure."""

from collections.abc import Iterator
from functools import partial

from reports.recaps.kinds import RecapKind, notes_of
from reports.recaps.sources import Json, RecapSource
from reports.recaps.table import SUMS, Recap, RecapRow, Record, Rows, column_numbers


def build_recap(kind: RecapKind, source: RecapSource, narrowed_to: str = "") -> Recap:
    """Return a recap of all units of the source.

    `narrowed_to` keeps the rows with that word (`kind.choices`) in the column by which the recap can be narrowed, and
    their numbers; sums stay what they are, those of whole units, and stand only under a recap that shows all.
    """
    return Recap(
        key=kind.key,
        title=kind.title,
        columns=kind.columns,
        rows=Rows(kind.columns, partial(_narrowed, kind, source, narrowed_to)),
        notes=notes_of(kind, source.efficiency, source.quarter),
    )


def _narrowed(kind: RecapKind, source: RecapSource, narrowed_to: str) -> Iterator[Record]:
    column = kind.narrowing
    for record in kind.records(source):
        if not narrowed_to or (column is not None and record.style not in SUMS and column.get(record) == narrowed_to):
            yield record


# -- as JSON -----------------------------------------------------------------------------------------------------------


def columns_data(recap: Recap) -> list[Json]:
    """Return the columns as plain values: key, heading, kind, column number or formula, words with their labels."""
    return [
        {
            "key": column.key,
            "heading": column.heading,
            "kind": str(column.kind),
            "number": number,
            **({"choices": dict(column.choices)} if column.choices else {}),
        }
        for column, number in zip(recap.columns, column_numbers(recap.columns), strict=True)
    ]


def row_data(recap: Recap, row: RecapRow) -> dict[str, Json]:
    """Return a row as plain values: whose it is, whether it is a sum, the value of each column, and the reasons."""
    return {
        "unit": row.unit or None,
        "position": row.position or None,
        "sum": row.style in SUMS,
        "depth": row.depth,
        **{column.key: value for column, value in zip(recap.columns, row.values, strict=True)},
        "reasons": dict(row.reasons),
    }
