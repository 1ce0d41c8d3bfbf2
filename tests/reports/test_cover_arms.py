"""Arms out of the store onto the covers that people read: page, PDF, bundle."""

from dataclasses import replace

import pytest
from PIL import Image

from agreements.images import clean_arms, clean_image, keep_image
from reports.bundle import compose_front, prepare_unit, render_bundle
from reports.document.blocks import PhotoGrid, Picture
from reports.pdf import render_pdf
from reports.preview import render_fragment, render_html
from reports.queries import load_facts
from tests.agreements.test_images import picture
from tests.reports.pdf_reading import check_contents, read, tree
from tests.reports.sample_document import sample_document
from tests.reports.workplace import QUARTER, make_workplace

PLACEHOLDER = "Tempat lambang daerah"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept(colour=(200, 0, 0, 128)) -> str:
    return keep_image(clean_arms(picture((60, 80), "RGBA", colour, "PNG")), "lambang/")


def document_with(arms):
    document = sample_document(())
    return replace(document, cover=replace(document.cover, arms=arms))


@pytest.mark.parametrize("draw", [render_fragment, lambda document: render_html(document).content.decode()])
def test_the_page_shows_the_arms_in_place_of_the_shield(draw):
    page = str(draw(document_with(Picture("Lambang Kabupaten Lumajang", "", kept()))))
    assert '<img class="doc-emblem" src="data:image/png;base64,' in page
    assert 'alt="Lambang Kabupaten Lumajang"' in page
    assert PLACEHOLDER not in page


@pytest.mark.parametrize("arms", [None, Picture("Lambang Kabupaten Lumajang", "", "lambang/hilang.png")])
def test_without_arms_the_shield_keeps_their_place(arms):
    page = str(render_fragment(document_with(arms)))
    assert PLACEHOLDER in page
    assert "<img" not in page


def test_the_pdf_tells_whose_arms_these_are_and_embeds_them_whole():
    reader = read(render_pdf(document_with(Picture("Lambang Kabupaten Lumajang", "", kept()))))
    check_contents(reader)
    figures = tree(reader).all("/Figure")
    assert [figure.entries["/Alt"] for figure in figures] == ["Lambang Kabupaten Lumajang"]
    (image,) = reader.pages[0].images
    assert image.image.size == (60, 80)
    assert isinstance(image.image, Image.Image)
    assert image.image.mode == "RGBA", "what was transparent stays so"


def test_no_image_of_the_pdf_may_be_smoothed_as_the_archive_wants_it():
    photos = PhotoGrid((Picture("Rapat", "", keep_image(clean_image(picture()), "foto/")),))
    document = replace(document_with(Picture("Lambang", "", kept())), blocks=(photos,))
    # All pages share their resources.
    parts = read(render_pdf(document)).pages[0]["/Resources"]["/XObject"].values()
    found = [part.get_object() for part in parts if part.get_object()["/Subtype"] == "/Image"]
    masks = [part["/SMask"].get_object() for part in found if "/SMask" in part]
    assert (len(found), len(masks)) == (2, 1)
    assert {part["/Interpolate"].value for part in (*found, *masks)} == {False}


@pytest.mark.django_db
def test_a_units_own_arms_win_over_its_kabupatens():
    unit = make_workplace().unit
    assert (load_facts(unit, QUARTER).unit.arms, load_facts(unit, QUARTER).unit.arms_of) == ("", "")
    unit.regency.arms = "lambang/kabupaten.png"
    found = load_facts(unit, QUARTER).unit
    assert (found.arms, found.arms_of) == ("lambang/kabupaten.png", unit.regency.name)
    unit.arms = "lambang/unit.jpg"
    found = load_facts(unit, QUARTER).unit
    assert (found.arms, found.arms_of) == ("lambang/unit.jpg", unit.name)


@pytest.mark.django_db
def test_a_bundle_bears_the_arms_on_its_own_cover_and_on_those_of_its_reports():
    place = make_workplace()
    place.unit.arms = kept()
    place.unit.save()
    prepared = prepare_unit(place.unit, QUARTER)
    expected = Picture(f"Lambang {place.unit.name}", "", place.unit.arms.name)
    assert compose_front(prepared, [4, 4], 2).cover.arms == expected
    told = [figure.entries["/Alt"] for figure in tree(read(render_bundle(prepared))).all("/Figure")]
    assert told.count(expected.caption) == 1 + len(prepared)
