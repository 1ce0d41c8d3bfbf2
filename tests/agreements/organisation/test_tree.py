"""Posts as a tree."""

from dataclasses import dataclass

from agreements.organisation import branches, closes_ring


@dataclass(frozen=True)
class Post:
    pk: int
    superior_id: int | None = None


def shape(found):
    return [(branch.post.pk, shape(branch.below)) for branch in found]


def test_posts_stand_below_their_superiors_in_their_own_order():
    posts = [Post(1, 99), Post(3, 1), Post(2, 1), Post(4, 2)]
    found = branches(posts)
    assert shape(found) == [(1, [(3, []), (2, [(4, [])])])]
    assert [post.pk for post in found[0].walk()] == [1, 3, 2, 4]


def test_posts_in_a_ring_are_shown_all_the_same():
    assert sorted(post.pk for branch in branches([Post(1, 2), Post(2, 1)]) for post in branch.walk()) == [1, 2]


def test_a_ring_is_seen_from_any_height():
    superiors = {3: 2, 2: 1}
    assert closes_ring(superiors, 1, 3)
    assert closes_ring(superiors, 2, 2)
    assert not closes_ring(superiors, 3, 1)
    assert not closes_ring(superiors, 1, None)
    assert not closes_ring({5: 6, 6: 5}, 1, 5)
