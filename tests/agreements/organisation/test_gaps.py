"""What a unit lacks."""

from agreements.enums import UnitKind
from agreements.organisation import Gap, Issue, PostState, Profile, UnitState, gaps_of

WHOLE = Profile(
    "Kecamatan Senduro", "Senduro", "Senduro", "", "", 12, 15, 4, "Tujuan", "", "", "Masalah", (Issue("Akar", "Data"),)
)
POST = PostState("Camat", "camat", held=True, has_superior=True, has_duties=True)


def gaps(posts=(POST,), operators=1, profile=WHOLE, kind=UnitKind.KECAMATAN):
    return [(lack.gap, lack.where) for lack in gaps_of(UnitState(kind, tuple(posts), operators, profile))]


def test_a_whole_unit_lacks_nothing():
    assert gaps() == []


def test_each_gap_names_what_it_is_about():
    bare = PostState("Sekretaris", "sekretaris", held=False, has_superior=False, has_duties=False)
    assert gaps([POST, bare], operators=0) == [
        (Gap.HOLDER, ("Sekretaris",)),
        (Gap.SUPERIOR, ("Sekretaris",)),
        (Gap.DUTIES, ("Sekretaris",)),
        (Gap.OPERATOR, ()),
    ]


def test_without_posts_nobody_asks_for_an_operator():
    assert gaps([], operators=0) == [(Gap.POSTS, ())]


def test_zero_is_no_gap_and_villages_are_asked_of_a_kecamatan_alone():
    none = Profile("Bagian Hukum", "Hukum")
    lines = ("tempat penandatanganan", "jumlah PNS", "jumlah non-PNS", "tujuan", "masalah pokok", "isu strategis")
    assert gaps(profile=none, kind=UnitKind.BAGIAN) == [(Gap.PROFILE, lines)]
    assert gaps(profile=none) == [(Gap.PROFILE, (lines[0], "jumlah desa", *lines[1:]))]
    assert gaps(profile=Profile(**{**vars(WHOLE), "villages": 0})) == []
