"""Figures, percentages, money and NIP as Indonesian documents print them."""

from decimal import ROUND_HALF_UP, Context, Decimal

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# The default context (28 digits) would refuse to quantize an absurd but legal Decimal.
WIDE = Context(prec=200, rounding=ROUND_HALF_UP)


def to_places(value: Decimal | int, places: int) -> Decimal:
    """Return `value` with exactly `places` decimals, half up, for display; a float or NaN is refused.

    Raises:
        TypeError: not a Decimal or int.
        ValueError: NaN or infinite.
    """
    if not isinstance(value, Decimal | int):
        raise TypeError(f"a figure is a Decimal or an int, not {type(value).__name__}")
    value = Decimal(value)
    if not value.is_finite():
        raise ValueError(f"not a figure: {value}")
    return value.quantize(Decimal(1).scaleb(-places), context=WIDE)


def _grouped(value: Decimal) -> str:
    """Write a Decimal with thousands points, a decimal comma, all its decimals, and U+2212 when below zero."""
    text = f"{value.copy_abs():,f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if value < 0 else text


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_figure(value: Decimal | int, *, decimals: int | None = None) -> str:
    """Write a figure: '1.885.065.699', '49,23', '21', '0'; negative with U+2212.

    Args:
        value: any finite Decimal or int.
        decimals: exactly that many ('60,00' for 2); None means up to two, without trailing zeros.
    """
    if decimals is None:
        return _without_zeros(_grouped(to_places(value, 2)))
    return _grouped(to_places(value, decimals))


def format_exact(value: Decimal | int) -> str:
    """Write a stored figure with every decimal it holds (up to 4): '33,3333', '1.500', '49,23'."""
    return _without_zeros(_grouped(to_places(value, 4)))


def format_percent(value: Decimal | int, *, drop_zeros: bool = False) -> str:
    """Write a percentage (50.84 is 50,84 %) with two decimals and a no-break space: '60,00 %'.

    Args:
        value: percentage points, not a fraction.
        drop_zeros: write whole percentages without ',00' ('100 %'); '60,50 %' keeps both decimals.
    """
    text = format_figure(value, decimals=2)
    if drop_zeros:
        text = text.removesuffix(",00")
    return f"{text}{NBSP}%"


def format_money(value: Decimal | int) -> str:
    """Write an amount in rupiah without 'Rp': '1.885.065.699'; sen only when there are any: '1.000,50'."""
    return format_figure(value, decimals=2).removesuffix(",00")


def format_rupiah(value: Decimal | int) -> str:
    """Write an amount with 'Rp' and a no-break space: 'Rp 600.316.428', below zero '−Rp 5.000'."""
    return join_unit(format_money(value), "Rp")


def with_unit(value: Decimal | int, unit_of_measure: str) -> str:
    """Write a figure and its satuan: '35 keluarga', '100 %' (no-break), 'Rp 5.000' where the satuan is Rp.

    The figure has up to two decimals; an empty satuan gives the figure alone.
    """
    return join_unit(format_figure(value), unit_of_measure)


def join_unit(text: str, unit_of_measure: str) -> str:
    """Put a satuan to a figure that is written already."""
    unit = unit_of_measure.strip()
    if not unit:
        return text
    if unit == "%":
        return f"{text}{NBSP}%"
    if unit.casefold().rstrip(".") == "rp":
        sign = MINUS if text.startswith(MINUS) else ""
        return f"{sign}Rp{NBSP}{text.removeprefix(MINUS)}"
    return f"{text} {unit}"


def format_nip(nip: str | None) -> str:
    """Write an NIP in its four parts: '19750404 199804 1 004'; anything but 18 digits comes back as it is.

    Parts (BKN): birth date, month of appointment, sex, serial number.
    """
    text = (nip or "").strip()
    if len(text) != 18 or not (text.isascii() and text.isdigit()):
        return text
    return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"
