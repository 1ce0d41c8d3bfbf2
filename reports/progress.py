"""How far a job is, and how long it still takes. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agreements.enums import ItemState

FEWEST = 3
"""Files from which on their pace says something."""


@dataclass(frozen=True)
class Progress:
    """The files of a job by what became of them."""

    total: int
    done: int
    failed: int
    cancelled: int

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Progress":
        """Return the progress from the number of files in each state."""
        return cls(
            total=sum(counts.values()),
            done=counts.get(ItemState.DONE, 0),
            failed=counts.get(ItemState.FAILED, 0),
            cancelled=counts.get(ItemState.CANCELLED, 0),
        )

    @property
    def left(self) -> int:
        """Files that are still to be made."""
        return self.total - self.done - self.failed - self.cancelled

    @property
    def worked(self) -> int:
        """Files that were made, or tried in vain: what a bar shows of a job, cancelled or not."""
        return self.done + self.failed

    @property
    def settled(self) -> int:
        """Files that nothing more is done with."""
        return self.total - self.left


def remaining(left: int, ends: Sequence[datetime.datetime], now: datetime.datetime) -> datetime.timedelta | None:
    """Return how long the rest will take, judged by when the newest files were done; None where that says too little.

    Up to now and not to the last of them: a job that stands still takes longer with every look at it.
    """
    if not left or len(ends) < FEWEST:
        return None
    return (now - min(ends)) * left // len(ends)


def in_words(rest: datetime.timedelta | None) -> str:
    """Return a duration as people say it; '' for None."""
    if rest is None:
        return ""
    seconds = rest // datetime.timedelta(seconds=1)
    if seconds <= 10:
        return "beberapa detik lagi"
    if seconds < 50:
        return f"kira-kira {-(-seconds // 10) * 10} detik lagi"
    minutes = -(-seconds // 60)
    if minutes < 60:
        return f"kira-kira {minutes} menit lagi"
    return f"kira-kira {-(-minutes // 60)} jam lagi"
