"""Formatting of figures in pages. Only formatting: a page never computes."""

import datetime
from decimal import Decimal

from django import template

from agreements.numbers import (
    format_date,
    format_exact,
    format_figure,
    format_long_date,
    format_money,
    format_nip,
    format_percent,
    roman,
)
from reports.narrative import REASONS
from reports.period import Quarter
from reports.results import Figure

register = template.Library()
NOTHING = "–"


def _value(figure: Figure | Decimal | int | None) -> Decimal | int | None:
    return figure.value if isinstance(figure, Figure) else figure


@register.filter
def figure(value: Figure | Decimal | int | None) -> str:
    """Write a figure ('49,23'), or a dash where there is none."""
    value = _value(value)
    return NOTHING if value is None else format_figure(value)


@register.filter
def exact(value: Figure | Decimal | int | None) -> str:
    """Write a typed figure with every digit that was kept, or a dash where there is none."""
    value = _value(value)
    return NOTHING if value is None else format_exact(value)


@register.filter
def percent(value: Figure | Decimal | int | None) -> str:
    """Write a percentage ('49,23 %'), or a dash where there is none."""
    value = _value(value)
    return NOTHING if value is None else format_percent(value)


@register.filter
def points(value: Figure | Decimal | int | None) -> str:
    """Write percentage points or an index as reports and recaps do ('16,50'), or a dash where there is none."""
    value = _value(value)
    return NOTHING if value is None else format_figure(value, decimals=2)


@register.filter
def money(value: Figure | Decimal | int | None) -> str:
    """Write an amount without 'Rp' ('1.885.065.699'), or a dash where there is none."""
    value = _value(value)
    return NOTHING if value is None else format_money(value)


@register.filter
def nip(value: str | None) -> str:
    """Write an NIP in its four parts, or a dash where there is none."""
    return format_nip(value) or NOTHING


@register.filter(expects_localtime=True)
def tanggal(value: datetime.date | None) -> str:
    """Write a date ('1 Juli 2024'), or a dash where there is none; a moment is dated as it is here."""
    return NOTHING if value is None else format_date(value)


@register.filter(expects_localtime=True)
def hari_tanggal(value: datetime.date | None) -> str:
    """Write a date with its weekday ('Senin, 14 April 2025'), or a dash where there is none; a moment as it is here."""
    return NOTHING if value is None else format_long_date(value)


@register.filter
def triwulan(quarter: Quarter) -> str:
    """Name a quarter: 'Triwulan II 2024'."""
    return f"Triwulan {roman(quarter.number)} {quarter.year}"


@register.filter
def tw(quarter: Quarter) -> str:
    """Name a quarter in short: 'TW II 2024'."""
    return f"TW {roman(quarter.number)} {quarter.year}"


@register.filter
def reason(value: Figure) -> str:
    """Say why there is no figure; '' where there is one."""
    return "" if value.reason is None else REASONS[value.reason]
