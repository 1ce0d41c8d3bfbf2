"""The organisation chart: every post has its box, boxes never meet, and texts stay inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.blocks import Chart, ChartPost
from reports.document.chart import HOLDER, NAME, STEP, WIDTH, Drawing, place

KECAMATAN = ChartPost(
    "Camat",
    "Plt. ARIF RAHMAN, SH",
    (
        ChartPost(
            "Sekretaris Kecamatan",
            below=(ChartPost("Kasubbag Umum dan Kepegawaian"), ChartPost("Kasubbag Keuangan")),
        ),
        ChartPost("Kepala Seksi Pemerintahan"),
        ChartPost("Kepala Seksi Pelayanan Umum"),
        ChartPost("Kepala Seksi Pemberdayaan Masyarakat"),
    ),
)


def drawn(*posts: ChartPost) -> Drawing:
    return place(Chart(("Bagan",), "Bagan", posts))


def named(drawing: Drawing) -> dict[str, object]:
    return {" ".join(line.text for line in box.lines): box for box in drawing.boxes}


def count(post: ChartPost) -> int:
    return 1 + sum(count(below) for below in post.below)


def meet(one, other) -> bool:
    return (
        one.x < other.x + other.width and other.x < one.x + one.width and one.y < other.bottom and other.y < one.bottom
    )


def check(drawing: Drawing, posts: int) -> None:
    assert len(drawing.boxes) == posts
    for number, box in enumerate(drawing.boxes):
        assert box.x > 0
        assert box.x + box.width < drawing.width
        assert box.y > 0
        assert box.bottom < drawing.height
        assert not any(meet(box, other) for other in drawing.boxes[number + 1 :])
        for line in box.lines:
            assert box.y < line.y < box.bottom
            assert len(line.text) * line.lettering.letter <= box.width


def test_a_kecamatan_has_its_sections_side_by_side_and_its_sub_sections_in_a_list():
    drawing = drawn(KECAMATAN)
    check(drawing, 7)
    boxes = named(drawing)
    camat = boxes["Camat Plt. ARIF RAHMAN, SH"]
    row = [boxes[name] for name in ("Sekretaris Kecamatan", "Kepala Seksi Pemerintahan", "Kepala Seksi Pelayanan Umum")]
    assert camat.bottom < row[0].y
    assert len({(box.y, box.width, box.height) for box in row}) == 1
    assert [box.x for box in row] == sorted(box.x for box in row)
    first, second = boxes["Kasubbag Umum dan Kepegawaian"], boxes["Kasubbag Keuangan"]
    assert first.x == second.x == row[0].x + STEP
    assert row[0].bottom < first.y < first.bottom < second.y


def test_every_post_below_another_is_joined_to_it():
    drawing = drawn(KECAMATAN)
    assert len(drawing.paths) == 6
    camat = drawing.boxes[0]
    assert [path.startswith(f"M{camat.middle} {camat.bottom}V") for path in drawing.paths].count(True) == 4


def test_names_are_bold_and_holders_are_not():
    (top,) = [box for box in drawn(KECAMATAN).boxes if len(box.lines) == 2 and box.lines[0].text == "Camat"]
    assert [line.lettering for line in top.lines] == [NAME, HOLDER]


def test_many_posts_stand_in_a_list():
    drawing = drawn(ChartPost("Kepala Dinas", below=tuple(ChartPost(f"Kepala Bidang {n}") for n in range(9))))
    check(drawing, 10)
    assert len({box.x for box in drawing.boxes[1:]}) == 1


def test_a_word_too_long_for_a_column_makes_a_list():
    drawing = drawn(ChartPost("A", below=(ChartPost("B"), ChartPost("Pertanggungjawabkan" * 3))))
    assert drawing.boxes[1].x == drawing.boxes[2].x


def test_several_posts_at_the_top_and_none_at_all():
    check(drawn(KECAMATAN, ChartPost("Staf Ahli")), 8)
    assert drawn().boxes == ()


POSTS = st.recursive(
    st.builds(ChartPost, st.text("abc de", min_size=1, max_size=60).filter(str.strip), st.text("ABC de", max_size=40)),
    lambda below: st.builds(ChartPost, st.just("Kepala Seksi"), st.just(""), st.lists(below, max_size=4).map(tuple)),
    max_leaves=12,
)


@given(POSTS)
def test_any_tree_fits(post):
    check(drawn(post), count(post))


@pytest.mark.parametrize("depth", [3, 12])
def test_a_deep_chain_stays_on_the_sheet(depth):
    post = ChartPost("Kepala")
    for _ in range(depth):
        post = ChartPost("Kepala", below=(post, ChartPost("Anggota")))
    drawing = drawn(post)
    assert drawing.width == WIDTH
    check(drawing, 1 + 2 * depth)
