"""Which posts are reminded, as one field carries them."""

import pytest

from reports.forms.reminders import chosen_posts, written_posts


@pytest.mark.parametrize(
    ("values", "posts"),
    [
        ([], set()),
        (["12"], {12}),
        (["12", "7", "12"], {7, 12}),
        (["12, 7,"], {7, 12}),
        (["", "x", "-3", "1.5", "²", "9" * 30, "8"], {8}),
    ],
)
def test_ids_are_read_and_nothing_else(values, posts):
    assert chosen_posts(values) == posts


def test_thousands_fit_one_field_and_are_read_again():
    posts = range(1, 3_000)
    assert chosen_posts([written_posts(posts)]) == set(posts)
