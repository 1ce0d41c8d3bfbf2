"""Reads a printed expression back and computes it, in fractions: a second hand beside the first, for tests alone."""

import re
from fractions import Fraction

TOKEN = re.compile(r"\s*(?:(\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?)|(.))")


def evaluate(text: str) -> Fraction:
    """Return what an Indonesian expression comes to: '(2 × 5 − 4) / 5 × 100' is 120."""
    tokens = [number or sign for number, sign in TOKEN.findall(text)]
    value = _sum(tokens)
    assert not tokens, f"left over: {tokens} of {text!r}"
    return value


def _sum(tokens: list[str]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in "+−":
        sign = tokens.pop(0)
        right = _product(tokens)
        value = value + right if sign == "+" else value - right
    return value


def _product(tokens: list[str]) -> Fraction:
    value = _atom(tokens)
    while tokens and tokens[0] in "×/":
        sign = tokens.pop(0)
        right = _atom(tokens)
        value = value * right if sign == "×" else value / right
    return value


def _atom(tokens: list[str]) -> Fraction:
    token = tokens.pop(0)
    if token == "(":
        value = _sum(tokens)
        assert tokens.pop(0) == ")"
        return value
    if token == "−":
        return -_atom(tokens)
    return Fraction(token.replace(".", "").replace(",", "."))


def to_the_cent(value: Fraction) -> Fraction:
    """Return the value with two decimals, halves away from zero."""
    sign = -1 if value < 0 else 1
    return sign * Fraction((abs(value) * 200 + 1) // 2, 100)
