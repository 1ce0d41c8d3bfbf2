"""Builders for tests of the organisation."""

import datetime

from agreements.enums import AppointmentKind, Echelon, Role, UnitKind
from agreements.models import Position, User
from agreements.organisation import PlannedPost, PostText, Profile, Seat, UnitDetails
from agreements.queries.organisation import spans_of_posts
from agreements.standard import standard_posts
from reports.models import Event
from tests import factories

NIP = "198001012005011001"


def day(number, month=1, year=2026):
    return datetime.date(year, month, number)


def organisasi() -> User:
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


def admin() -> User:
    return factories.UserFactory(is_superuser=True, is_staff=True)


def head() -> Position:
    """Return the post of the Bupati, in a kabupaten of its own."""
    regency = factories.RegencyFactory(name="Kabupaten Lumajang")
    unit = factories.UnitFactory(regency=regency, kind=UnitKind.REGENCY, name="Pemerintah Kabupaten Lumajang")
    return factories.PositionFactory(
        unit=unit, name="Bupati Lumajang", slug="bupati-lumajang", echelon=Echelon.HEAD, reports=False
    )


def details(bupati, name="Kecamatan Senduro") -> UnitDetails:
    return UnitDetails(bupati.unit.regency_id, UnitKind.KECAMATAN, Profile(name, "Senduro", "Senduro", villages=12))


def standard(bupati) -> list[PlannedPost]:
    return [
        PlannedPost(text, None if text.superior else bupati.pk) for text in standard_posts(bupati.unit.regency.name)
    ]


def text(key, **options) -> PostText:
    return PostText(**{"key": key, "name": key.title(), "echelon": Echelon.STAFF, **options})


def seat(post, name="Siti Rahayu", **options) -> Seat:
    fields = {"nip": "", "rank": "", "kind": AppointmentKind.DEFINITIVE, "start": day(1), **options}
    return Seat(post=post.pk, name=name, **fields)


def held(*posts):
    return spans_of_posts(posts)


def told(unit) -> list[tuple[str, str, str]]:
    """Return (action, kind of row, its name) of the lines of a unit's trail."""
    rows = Event.objects.filter(unit=unit).order_by("number")
    contents = [(row.action, {**(row.before or {}), **(row.after or {})}) for row in rows]
    return [(action, content["kind"], content["name"]) for action, content in contents]
