"""How rows are named where any model may be meant."""

from django.db import models


def subject_of(row: models.Model) -> str:
    """Name a row in the trail: 'reports.report:12'."""
    return f"{row._meta.label_lower}:{row.pk}"
