"""Posts as a tree. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Post = TypeVar("Post")


@dataclass(frozen=True)
class Branch(Generic[Post]):
    """A post with the posts below it."""

    post: Post
    below: tuple["Branch[Post]", ...] = ()

    def walk(self) -> Iterator[Post]:
        """Yield the post and all below it, from the top."""
        yield self.post
        for branch in self.below:
            yield from branch.walk()


def branches(posts: Iterable[Post], *, key: str = "pk", above: str = "superior_id") -> tuple[Branch[Post], ...]:
    """Return posts as trees, in their own order; one whose superior is not among them stands at the top.

    Posts in a ring (which nothing here makes) stand at the top as well: none is left out.
    """
    rows = tuple(posts)
    there = {getattr(row, key) for row in rows}
    below: dict[object, list[Post]] = {}
    for row in rows:
        parent = getattr(row, above)
        below.setdefault(parent if parent in there else None, []).append(row)
    seen: set[object] = set()

    def branch(row: Post) -> Branch[Post]:
        seen.add(getattr(row, key))
        return Branch(
            row, tuple(branch(each) for each in below.get(getattr(row, key), ()) if getattr(each, key) not in seen)
        )

    found = [branch(row) for row in below.get(None, ())]
    for row in rows:
        if getattr(row, key) not in seen:
            found.append(branch(row))
    return tuple(found)


def closes_ring(superiors: Mapping[object, object], post: object, superior: object) -> bool:
    """Return whether a post (key) would come to stand above itself under another superior.

    `superiors` maps keys to those of the posts above them; a key that is not in it has nobody above.
    """
    above, passed = superior, set()
    while above is not None and above not in passed:
        if above == post:
            return True
        passed.add(above)
        above = superiors.get(above)
    return False
