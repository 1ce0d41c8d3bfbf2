"""Quarters and due dates. Pure."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a budget year: number 1-4 (Triwulan I-IV)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"quarter must be 1-4, got {self.number}")

    @property
    def end(self) -> datetime.date:
        """Last day."""
        month = self.number * 3
        return datetime.date(self.year, month, 31 if month in (3, 12) else 30)
