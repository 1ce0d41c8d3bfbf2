"""Which posts are reminded, as an address and a form carry them."""

from collections.abc import Iterable

MOST_DIGITS = 18
"""No key of a row is longer."""


def chosen_posts(values: Iterable[str]) -> frozenset[int]:
    """Read ids of posts, one or several with commas between them in each value; what is none is left out."""
    found = (part.strip() for value in values for part in value.split(","))
    return frozenset(int(part) for part in found if part.isascii() and part.isdecimal() and len(part) <= MOST_DIGITS)


def written_posts(posts: Iterable[int]) -> str:
    """Write ids of posts into one field: thousands of fields are refused."""
    return ",".join(str(post) for post in sorted(posts))
