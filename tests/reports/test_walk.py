"""Fourteen seed reports beside our documents: every heading, row, strategy, follow-up and closing point is there, in order.

What we print otherwise on purpose stands in `tests/golden/walk.yaml` with the proved slip or the reason, and nothing
else. The fifteenth, Candipuro, has a form of its own and a walk of its own.
"""

import io
from collections import defaultdict

import pytest
from pypdf import PdfReader

from reports.demo.files import read_yaml
from reports.document.blocks import Paragraph
from reports.pdf import render_pdf
from tests.reports import walk
from tests.reports.golden import GOLDEN, SEEDS, every_report

SEED_CAMAT = next(seed for seed in SEEDS if seed.file == "rowokangkung-01-camat")
WALKED = [seed for seed in SEEDS if seed.file != "candipuro-camat"]
REASONS: dict[str, list[dict]] = read_yaml(GOLDEN / "walk.yaml")

TABLES = ("agreement", "kegiatan_budget", "grouped_budget", "achievement", "cost", "strategies")
"""Tables of a report, in the order in which every seed has those it has."""

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker):
    """Return the document of every walked report by golden file."""
    with django_db_blocker.unblock():
        return {seed.file: every_report()[seed.file].document for seed in WALKED}


@pytest.mark.parametrize("seed", WALKED, ids=lambda seed: seed.file)
def test_the_document_says_what_the_seed_says(seed, documents):
    said = walk.found(documents[seed.file])
    lost = defaultdict(set)
    for place, wanted in walk.expected(seed).items():
        lost[place] |= {entry.key for entry in walk.missing(wanted, said.get(place, []))}
    listed = defaultdict(set)
    for entry in REASONS.get(seed.file, []):
        listed[entry["place"]] |= set(entry["missing"])
    assert {place: keys for place, keys in lost.items() if keys} == dict(listed)


@pytest.mark.parametrize("seed", WALKED, ids=lambda seed: seed.file)
def test_the_headings_are_those_of_the_seed_with_the_right_numbers(seed, documents):
    headings = [heading for heading in documents[seed.file].headings if heading.key != "response_sheet"]
    wanted = [walk.letters(place.text) for place in walk.expected(seed)["headings"]]
    assert [walk.letters(heading.text) for heading in headings] == wanted
    chapters = [heading.number for heading in headings if heading.level == 1]
    assert chapters[:3] == ["BAB I", "BAB II", "BAB III"]
    assert chapters[3:] == ["LAMPIRAN I", "LAMPIRAN II"][: len(chapters) - 3]


@pytest.mark.parametrize("seed", WALKED, ids=lambda seed: seed.file)
def test_tables_follow_each_other_as_in_the_seed(seed, documents):
    keys = [table.key.removesuffix("_reached").removesuffix("_unreached") for table in documents[seed.file].tables]
    own = [key for key in dict.fromkeys(keys) if key in TABLES]
    assert own == [key for key in TABLES if key in own]
    assert {key for key in TABLES if key in walk.expected(seed)} <= set(own)


def test_the_main_duty_of_the_camat_is_told_before_the_functions(documents):
    told = next(text for text in SEED_CAMAT.golden["introduction"]["paragraphs"] if "memiliki tugas" in text)
    duty = walk.letters(told.split("memiliki tugas ")[1].split(". Untuk")[0])
    assert any(duty in walk.letters(text) for text in texts_of(documents[SEED_CAMAT.file]))


def texts_of(document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("file", ["bagian-organisasi", "ranuyoso-kasi-pemberdayaan", "rowokangkung-08-bendahara"])
def test_the_pdf_says_what_the_document_says(file, documents):
    pages = PdfReader(io.BytesIO(render_pdf(documents[file]).content)).pages
    text = walk.letters("".join(page.extract_text() for page in pages))
    lost = [
        said
        for texts in walk.found(documents[file]).values()
        for said in texts
        # A paragraph or list may run over a page's foot and head.
        if walk.letters(said)[:60] not in text
    ]
    assert lost == []


def test_every_entry_names_a_proved_slip_or_a_reason():
    for file, entries in REASONS.items():
        proved = {error["id"] for error in read_yaml(GOLDEN / f"{file}.yaml")["errata"]}
        for entry in entries:
            words = entry["reason"].replace(";", ",").replace(":", ",").split(",")
            named = {word.strip() for word in words if word.strip()[:1] in "WRO" and word.strip()[1:3].isdigit()}
            assert named <= proved, (file, named - proved)
            assert named or len(entry["reason"].split()) >= 5, (file, entry)


KEPT = [(file, entry) for file, entries in REASONS.items() for entry in entries if "kept" in entry]


@pytest.mark.parametrize(("file", "entry"), KEPT, ids=[f"{file}-{entry['place']}" for file, entry in KEPT])
def test_what_a_rewritten_text_undertakes_is_kept_in_its_order(file, entry, documents):
    seed = next(seed for seed in WALKED if seed.file == file)
    theirs = walk.letters(" ".join(place.text for place in walk.expected(seed)[entry["place"]]))
    ours = walk.letters(" ".join(walk.found(documents[file])[entry["place"]]))
    at = 0
    for words in map(walk.letters, entry["kept"]):
        assert words in theirs, words
        assert words in ours[at:], words
        at += ours[at:].index(words) + len(words)


def test_the_walk_sees_what_is_missing_and_what_is_out_of_order():
    wanted = [walk.Place("a", "Membina desa;"), walk.Place("b", "Memantau desa, dan"), walk.Place("c", "")]
    assert walk.missing(wanted[:2], ["1. Membina Desa", "memantau desa"]) == []
    assert walk.missing(wanted[:2], ["memantau desa", "membina desa"]) == [wanted[1]]
    assert walk.missing(wanted, ["membina", "memantau desa"]) == [wanted[0], wanted[2]]


def test_slips_of_spelling_are_mended_in_whole_words_of_their_report_only():
    third = next(seed for seed in WALKED if seed.file.startswith("rowokangkung-03"))
    assert walk.mended(third, "wilayah setempa dan setempat diwilayah") == "wilayah setempat dan setempat di wilayah"
    ranuyoso = next(seed for seed in WALKED if seed.file.startswith("ranuyoso"))
    assert walk.mended(ranuyoso, "setempa") == "setempa"
