"""Officials and appointments: who takes a post from when on, and what ends for it."""

from dataclasses import replace

import pytest

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.actions.people import (
    SeatError,
    change_appointment,
    remove_appointment,
    save_official,
    seat_officials,
)
from agreements.enums import AppointmentKind as Kind
from agreements.models import Appointment, Official
from agreements.organisation import NewSpan, OfficialText
from agreements.policies import Refused
from agreements.queries.organisation import official_text
from reports.models import Event
from tests import factories
from tests.agreements.organisation.keeping import NIP, day, held, organisasi, seat, told
from tests.reports.racing import alone, at_once, share_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return factories.PositionFactory(name="Camat", slug="camat")


def take(*seats, posts, move=False, by=None, shown=None):
    shown = held(*posts) if shown is None else shown
    return seat_officials(seats=seats, held=shown, move=move, by=by or organisasi())


def spans(post):
    rows = Appointment.objects.filter(position=post).order_by("start").select_related("official")
    return [(row.official.name, row.kind, row.start, row.end) for row in rows]


def test_a_new_official_is_entered_and_appointed(post):
    done = take(seat(post, nip=NIP, rank="Pembina"), posts=[post])
    assert (done.made, done.ended) == (1, 0)
    official = Official.objects.get()
    assert (official.name, official.nip, official.rank) == ("Siti Rahayu", NIP, "Pembina")
    assert spans(post) == [("Siti Rahayu", Kind.DEFINITIVE, day(1), None)]
    assert told(post.unit) == [
        ("add_row", "pejabat", "Siti Rahayu"),
        ("add_row", "penugasan", "Siti Rahayu, Camat"),
    ]


def test_a_known_nip_is_the_same_official_and_a_new_rank_is_taken(post):
    known = factories.OfficialFactory(name="SITI RAHAYU", nip=NIP, rank="Penata")
    take(seat(post, nip=NIP, rank="Pembina"), posts=[post])
    known.refresh_from_db()
    assert Official.objects.count() == 1
    assert known.rank == "Pembina"


def test_a_known_nip_with_another_name_is_refused(post):
    factories.OfficialFactory(name="Budi Santoso", nip=NIP)
    with pytest.raises(SeatError, match="tercatat atas nama Budi Santoso") as refused:
        take(seat(post, nip=NIP), posts=[post])
    assert (refused.value.field, refused.value.place) == ("nip", 0)
    assert not Appointment.objects.exists()


def test_who_held_it_before_ends_the_day_before(post):
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(1, year=2024))
    done = take(seat(post, start=day(10)), posts=[post])
    assert done.ended == 1
    assert spans(post) == [
        ("Budi", Kind.DEFINITIVE, day(1, year=2024), day(9)),
        ("Siti Rahayu", Kind.DEFINITIVE, day(10), None),
    ]


def test_days_of_somebody_else_are_refused_and_nobody_of_the_list_is_appointed(post):
    other = factories.PositionFactory(unit=post.unit)
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(20))
    with pytest.raises(SeatError, match="Budi sudah ditunjuk mulai 20 Januari 2026") as refused:
        take(seat(other, "Andi"), seat(post, start=day(10)), posts=[post, other])
    assert (refused.value.place, refused.value.field) == (1, "start")
    assert spans(other) == []
    assert not Official.objects.filter(name="Andi").exists()
    assert told(post.unit) == []


def test_a_holder_of_another_post_acts(post):
    kasi = factories.PositionFactory(unit=post.unit, name="Kasi")
    own = factories.AppointmentFactory(position=kasi, start=day(1, year=2024))
    take(seat(post, "", official=own.official_id, kind=Kind.PLT), posts=[post])
    own.refresh_from_db()
    assert own.end is None
    assert spans(post) == [(own.official.name, Kind.PLT, day(1), None)]


def test_nobody_holds_two_posts_definitively_but_may_be_moved(post):
    old = factories.AppointmentFactory(
        position=factories.PositionFactory(name="Kasi"), official__nip=NIP, official__name="Siti Rahayu"
    )
    with pytest.raises(SeatError, match="tercatat definitif sebagai Kasi"):
        take(seat(post, nip=NIP), posts=[post])
    assert spans(post) == []
    assert take(seat(post, nip=NIP), posts=[post], move=True).ended == 1
    old.refresh_from_db()
    assert old.end == day(31, 12, 2025)
    assert told(old.position.unit) == [("change_row", "penugasan", "Siti Rahayu, Kasi")]


def test_who_was_appointed_meanwhile_is_not_ended_unseen(post):
    shown = held(post)
    factories.AppointmentFactory(position=post, start=day(1, year=2024))
    with pytest.raises(SeatError, match="baru saja diubah orang lain"):
        take(seat(post), posts=[post], shown=shown)
    assert len(spans(post)) == 1


def test_an_ended_post_takes_nobody(post):
    post.ended_on, post.reports = day(20), False
    post.save()
    with pytest.raises(SeatError, match="sudah berakhir pada 20 Januari 2026"):
        take(seat(post), posts=[post])
    take(seat(post, end=day(15)), posts=[post])


def test_others_are_refused(post):
    with pytest.raises(Refused):
        take(seat(post), posts=[post], by=factories.RoleGrantFactory().user)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_appoint_at_once_one_is_told(post, monkeypatch, tmp_path):
    by, shown = organisasi(), held(post)
    share_database(monkeypatch, tmp_path)
    results = at_once(
        *(lambda name=name: take(seat(post, name), posts=[post], by=by, shown=shown) for name in ("Siti", "Budi"))
    )
    assert sorted(type(result).__name__ for result in results) == ["SeatError", "Seated"]
    assert len(alone(lambda: spans(post))) == 1


# -- correcting --------------------------------------------------------------------------------------------------------


def span(row):
    return NewSpan(row.kind, row.start, row.end)


def test_an_appointment_ends_and_the_trail_tells(post):
    row = factories.AppointmentFactory(position=post, official__name="Siti", start=day(1))
    assert change_appointment(appointment=row, new=replace(span(row), end=day(20)), standing=span(row), by=organisasi())
    assert spans(post) == [("Siti", Kind.DEFINITIVE, day(1), day(20))]
    assert Event.objects.get(unit=post.unit).after["fields"] == [["sampai", "20 Januari 2026"]]


def test_corrected_days_may_not_run_into_others(post):
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(1), end=day(9))
    row = factories.AppointmentFactory(position=post, official__name="Siti", start=day(10))
    for start in (day(9), day(1), day(1, year=2025)):
        with pytest.raises(OrganisationError, match="Budi"):
            change_appointment(
                appointment=row, new=replace(span(row), start=start), standing=span(row), by=organisasi()
            )
    assert [each[2:] for each in spans(post)] == [(day(1), day(9)), (day(10), None)]


def test_a_correction_gives_nobody_two_definitive_posts(post):
    elsewhere = factories.AppointmentFactory(start=day(1))
    row = factories.AppointmentFactory(position=post, official=elsewhere.official, kind=Kind.PLT, start=day(1))
    with pytest.raises(OrganisationError, match="tercatat definitif"):
        change_appointment(appointment=row, new=NewSpan(Kind.DEFINITIVE, day(1)), standing=span(row), by=organisasi())


def test_a_stale_correction_and_a_stale_removal_are_refused(post):
    row = factories.AppointmentFactory(position=post, start=day(1))
    standing = span(row)
    Appointment.objects.filter(pk=row.pk).update(end=day(30))
    with pytest.raises(StaleOrganisationError):
        change_appointment(appointment=row, new=replace(standing, end=day(20)), standing=standing, by=organisasi())
    with pytest.raises(StaleOrganisationError):
        remove_appointment(appointment=row, standing=standing, by=organisasi())
    assert [each[3] for each in spans(post)] == [day(30)]


def test_what_was_entered_by_mistake_is_taken_out_and_stays_in_the_trail(post):
    row = factories.AppointmentFactory(position=post, official__name="Siti", start=day(1))
    remove_appointment(appointment=row, standing=span(row), by=organisasi())
    assert spans(post) == []
    assert told(post.unit) == [("remove_row", "penugasan", "Siti, Camat")]
    with pytest.raises(StaleOrganisationError):
        remove_appointment(appointment=row, standing=span(row), by=organisasi())


def test_an_official_is_corrected_in_the_trail_of_every_unit(post):
    elsewhere = factories.AppointmentFactory(start=day(1, year=2024), end=day(1, year=2025))
    official = elsewhere.official
    factories.AppointmentFactory(position=post, official=official, start=day(1))
    standing = official_text(official)
    wanted = OfficialText("Siti Rahayu, S.Sos", NIP, "Pembina")
    assert save_official(official=official, text=wanted, standing=standing, by=organisasi())
    official.refresh_from_db()
    assert official_text(official) == wanted
    for unit in (post.unit, elsewhere.position.unit):
        assert told(unit) == [("change_row", "pejabat", "Siti Rahayu, S.Sos")]
    assert not save_official(official=official, text=wanted, standing=wanted, by=organisasi())
    with pytest.raises(StaleOrganisationError):
        save_official(official=official, text=standing, standing=standing, by=organisasi())


def test_an_nip_belongs_to_one_official(post):
    factories.OfficialFactory(name="Budi", nip=NIP)
    official = factories.OfficialFactory(name="Siti", nip=None)
    with pytest.raises(OrganisationError, match="sudah tercatat atas nama Budi") as refused:
        save_official(
            official=official, text=OfficialText("Siti", NIP, ""), standing=official_text(official), by=organisasi()
        )
    assert refused.value.field == "nip"
