"""Who holds a post when: how a new appointment fits between those that are there. Pure.

A post has one definitive holder at a time, and one who acts for it (Plt., Plh., Pj.). A Plh. stands in for a definitive
holder who is away; a Plt. or a Pj. holds a post that has none.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.enums import AppointmentKind
from agreements.numbers import format_date

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """An appointment that is there: `key` of its row, kind, days, and who."""

    key: int
    kind: AppointmentKind
    start: datetime.date
    end: datetime.date | None
    name: str

    @property
    def kind_label(self) -> str:
        """The kind as people read it."""
        return AppointmentKind(self.kind).label

    @property
    def acts(self) -> bool:
        """Whether it is no definitive one."""
        return self.kind != AppointmentKind.DEFINITIVE


@dataclass(frozen=True)
class NewSpan:
    """An appointment to be made or changed."""

    kind: AppointmentKind
    start: datetime.date
    end: datetime.date | None = None


class SpanError(ValueError):
    """An appointment that does not fit; its argument is the sentence for the user."""


def overlap(first: Span | NewSpan, second: Span | NewSpan) -> bool:
    """Return whether two appointments share a day."""
    return (second.end is None or first.start <= second.end) and (first.end is None or second.start <= first.end)


def fit(new: NewSpan, there: Iterable[Span]) -> dict[int, datetime.date]:
    """Return which appointments end, and on which day, so that a new one fits.

    The holder before, of the same sort, ends the day before the new one begins.

    Raises:
        SpanError: its days are the wrong way round, somebody else begins later on days that it takes, or it acts for
            somebody who is there.
    """
    if new.end is not None and new.end < new.start:
        raise SpanError(f"Sampai {format_date(new.end)} mendahului mulai {format_date(new.start)}.")
    ended = {}
    for span in there:
        if not overlap(new, span):
            continue
        if span.acts == (new.kind != AppointmentKind.DEFINITIVE):
            if span.start >= new.start:
                raise SpanError(
                    f"{span.name} sudah ditunjuk mulai {format_date(span.start)}, jadi hari-harinya bertabrakan."
                    " Ubah atau hapus penugasan itu dulu, atau tulis tanggal lain."
                )
            ended[span.key] = new.start - DAY
        elif new.kind in (AppointmentKind.PLT, AppointmentKind.PJ):
            raise SpanError(
                f"Jabatan ini masih dipegang {span.name} secara definitif. Pilih Plh. bila ia berhalangan sementara;"
                f" untuk {AppointmentKind(new.kind).label} akhiri dulu penugasannya."
            )
        elif span.kind in (AppointmentKind.PLT, AppointmentKind.PJ):
            # A definitive holder ends the time of who held the vacant post.
            if span.start >= new.start:
                raise SpanError(
                    f"{span.name} ditunjuk sebagai {span.kind_label} mulai {format_date(span.start)}."
                    " Ubah atau hapus penugasan itu dulu, atau tulis tanggal lain."
                )
            ended[span.key] = new.start - DAY
    return ended
