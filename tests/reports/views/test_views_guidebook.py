"""The guide as a page, and the way to its parts from every page."""

import pytest
from django.contrib.staticfiles import finders

from reports.views.guidebook import PART_OF, PARTS, guide_chapters
from tests.pages import client_of, read, text_of
from tests.reports.workplace import make_workplace
from tests.test_pages import PAGES, SCREENS

pytestmark = pytest.mark.django_db

WITHOUT = {
    "login", "health", "invitation", "password_reset", "password_reset_done", "password_reset_confirm",
    "verification", "verification_of_code", "guidebook",
}  # fmt: skip
"""Screens of strangers, and the guide itself."""


def test_guide_is_drawn_whole():
    place = make_workplace()
    response = client_of(place.operator).get("/panduan/")
    page, words = read(response), text_of(response)
    for chapter in guide_chapters()[1:]:
        assert chapter.anchor in page.ids
        assert f"#{chapter.anchor}" in page.links
        for name in chapter.named:
            assert name in words
    assert "**" not in words
    assert "![" not in words


def test_pictures_keep_their_places_until_they_are_loaded():
    sizes = {block.file: block.size for chapter in guide_chapters() for block in chapter.blocks if block.file}
    assert sizes["entry.png"] == (1000, 660)
    assert sizes["panduan-reviu.png"] == (390, 700)


def test_every_part_that_pages_lead_to_stands_in_the_guide():
    assert set(PARTS) <= {chapter.anchor for chapter in guide_chapters()}
    assert PART_OF.keys() <= PAGES.keys()


def test_every_screen_has_its_part():
    assert set(SCREENS) - WITHOUT - PART_OF.keys() == set()


def test_pages_lead_to_their_part():
    place = make_workplace()
    client = client_of(place.operator)
    assert "/panduan/#isi-angka" in read(client.get(place.address("isian/"))).links
    assert "/panduan/#salinan" in read(client.get(place.report_address(place.kasi, "salinan/"))).links
    assert "/panduan/" in read(client.get("/panduan/")).links


def test_pictures_are_there_and_light():
    for chapter in guide_chapters():
        for file in chapter.pictures:
            found = finders.find(f"panduan/{file}")
            assert found, file
            with open(found, "rb") as picture:
                assert len(picture.read()) < 60_000, file
