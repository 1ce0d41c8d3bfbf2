"""What the tests of both apps' admin pages share."""

import re

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make


def models_of(app: str) -> list[type]:
    """Return the registered models of an app."""
    return [model for model in admin.site._registry if model._meta.app_label == app]


def url(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def administrator() -> Client:
    """Return a client that is signed in and has seen a page, so that its session is written and later reads are alike."""
    client = Client()
    client.force_login(make.UserFactory(is_staff=True, is_superuser=True))
    client.get(reverse("admin:index"))
    return client


def queries_of_list(client: Client, model: type) -> int:
    """Return how many queries the changelist takes."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url(model, "changelist")).status_code == 200
    return len(queries)


def count_shown(response) -> int:
    """Return how many rows a changelist shows."""
    return len(response.context["cl"].result_list)


def number_inputs(html: str) -> list[str]:
    """Return fields in which a browser would misread a decimal comma."""
    return re.findall(r"<input[^>]*step=[^>]*\.[^>]*>", html)
