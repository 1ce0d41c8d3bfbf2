"""Whether rows that code has written are such as people could have typed."""

from collections.abc import Mapping, Sequence

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from reports.models import Event

Fault = tuple[str, str, list[str]]


def faulty_rows(excluded: Mapping[type[models.Model], Sequence[str]] | None = None) -> list[Fault]:
    """Return (model, row, what is wrong with it) of all rows of both apps; `excluded` names fields that are not looked at.

    Constraints and uniqueness are left to the database, which has taken the rows: to ask it for each again is two thirds
    of the work.
    """
    found = []
    for app in ("agreements", "reports"):
        for model in apps.get_app_config(app).get_models():
            # The trail is written by code alone: nothing there is filled in by people.
            for row in model.objects.all() if model is not Event else ():
                try:
                    row.full_clean((excluded or {}).get(model), validate_unique=False, validate_constraints=False)
                except ValidationError as error:
                    found.append((model._meta.label, str(row), error.messages))
    return found
