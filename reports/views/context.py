"""What every page needs beside its own context."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return the context of the base layout."""
    return {}
