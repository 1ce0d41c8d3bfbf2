"""Names that follow from other names."""

import pytest

from agreements.organisation import short_name_of, username_of


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kecamatan Senduro", "Senduro"),
        ("kecamatan Pasru Jambe ", "Pasru Jambe"),
        ("Bagian Hukum", "Hukum"),
        ("Rumah Sakit Umum", "Rumah Sakit Umum"),
        ("Kecamatan", "Kecamatan"),
    ],
)
def test_short_name_leaves_the_kind_out(name, short):
    assert short_name_of(name) == short


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("SITI RAHAYU, S.Sos", "siti.rahayu"),
        ("Ir. SLAMET RIYADI", "slamet.riyadi"),
        ("Drs. H. Ahmad Nur'aini Fauzi, M.Si", "ahmad.nuraini"),
        ("Yusuf", "yusuf"),
        ("王", "pejabat"),
    ],
)
def test_user_name_takes_two_names_without_titles(name, username):
    assert username_of(name, set()) == username


def test_a_taken_user_name_gets_a_number():
    assert username_of("Siti Rahayu", {"siti.rahayu", "siti.rahayu2"}) == "siti.rahayu3"
