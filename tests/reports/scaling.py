"""A synthetic kabupaten for tests of what makes it."""

from io import StringIO

from django.core.management import call_command

from agreements.models import Unit


def scale(**options: object) -> str:
    """Make one of 2025, and return what the command told."""
    out = StringIO()
    call_command("generate_scale", **{"units": 2, "year": "2025", **options}, stdout=out)
    return out.getvalue()


def made() -> list[Unit]:
    """Return its kecamatan, in their order."""
    return list(Unit.objects.filter(slug__startswith="kecamatan-", budget_lines__year=2025).distinct().order_by("slug"))
