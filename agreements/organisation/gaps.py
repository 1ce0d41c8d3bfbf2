"""What a unit still lacks before its officials can report. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreements.enums import UnitKind
from agreements.organisation.values import Profile


class Gap(StrEnum):
    """What is missing; the value names it in addresses and tests."""

    POSTS = "posts"
    HOLDER = "holder"
    SUPERIOR = "superior"
    DUTIES = "duties"
    OPERATOR = "operator"
    PROFILE = "profile"


@dataclass(frozen=True)
class PostState:
    """A post that reports, and what it has today."""

    name: str
    slug: str
    held: bool
    has_superior: bool
    has_duties: bool


@dataclass(frozen=True)
class UnitState:
    """A unit, its posts that report, how many accounts enter for it, and its profile."""

    kind: UnitKind
    posts: tuple[PostState, ...]
    operators: int
    profile: Profile


@dataclass(frozen=True)
class Lack:
    """A gap with what it concerns: posts, or lines of the profile."""

    gap: Gap
    sentence: str
    where: tuple[str, ...] = ()


def gaps_of(unit: UnitState) -> tuple[Lack, ...]:
    """Return everything that a unit lacks, in the order in which it is set up."""
    return tuple(_gaps(unit))


def _gaps(unit: UnitState) -> Iterator[Lack]:
    if not unit.posts:
        yield Lack(Gap.POSTS, "belum punya jabatan yang melapor")
    for gap, sentence, posts in (
        (Gap.HOLDER, "tanpa pejabat hari ini", [post for post in unit.posts if not post.held]),
        (Gap.SUPERIOR, "tanpa atasan langsung", [post for post in unit.posts if not post.has_superior]),
        (Gap.DUTIES, "tanpa tugas dan fungsi", [post for post in unit.posts if not post.has_duties]),
    ):
        if posts:
            yield Lack(gap, f"{len(posts)} jabatan {sentence}", tuple(post.name for post in posts))
    if unit.posts and not unit.operators:
        yield Lack(Gap.OPERATOR, "belum ada akun operator")
    missing = tuple(missing_in(unit.profile, unit.kind))
    if missing:
        yield Lack(Gap.PROFILE, "profil belum lengkap", missing)


def missing_in(profile: Profile, kind: UnitKind) -> Iterable[str]:
    """Yield what the profile of a unit lacks, in the words of its page; address and telephone may be left out."""
    wanted = [
        (profile.place, "tempat penandatanganan"),
        (profile.civil_servants is not None, "jumlah PNS"),
        (profile.other_staff is not None, "jumlah non-PNS"),
        (profile.goal, "tujuan"),
        (profile.main_problem, "masalah pokok"),
        (profile.issues, "isu strategis"),
    ]
    if kind == UnitKind.KECAMATAN:
        wanted.insert(1, (profile.villages is not None, "jumlah desa"))
    return (words for there, words in wanted if not there)
