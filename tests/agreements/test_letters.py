"""Mails: plain text, with links under PUBLIC_URL alone."""

import pytest
from django.core import mail

from agreements.letters import Letter, paragraphs, public_link


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://lkjip.example.go.id", "https://lkjip.example.go.id/laporan/unit/camat/2024/2/"),
        ("https://lkjip.example.go.id/", "https://lkjip.example.go.id/laporan/unit/camat/2024/2/"),
        ("https://example.go.id/lkjip/", "https://example.go.id/lkjip/laporan/unit/camat/2024/2/"),
    ],
)
def test_links_stand_under_the_public_address(settings, base, link):
    settings.PUBLIC_URL = base
    assert public_link("report", "unit", "camat", 2024, 2) == link


def test_letter_is_plain_text_that_nothing_answers_to():
    Letter("Perihal", paragraphs(["Satu <b>", "dua"])).to("ani@example.go.id").send()
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ani@example.go.id"], "Perihal", "Satu <b>\n\ndua\n")
    assert sent.content_subtype == "plain"
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
