"""Posts: added, renamed, moved in the tree, ended; their duties and what they cite."""

from dataclasses import replace

import pytest

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.actions.posts import add_post, change_post, end_post, save_citations, save_duties
from agreements.enums import CitationPurpose, Echelon
from agreements.models import Position, Regulation
from agreements.organisation import CitationText, DutyText, PostDetails, PostDuties
from agreements.policies import Refused
from agreements.queries.organisation import citations_of, duties_of, post_details
from reports.models import Event
from tests import factories
from tests.agreements.organisation.keeping import day, organisasi, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat():
    return factories.PositionFactory(name="Camat", slug="camat", echelon=Echelon.III_A)


@pytest.fixture
def kasi(camat):
    return factories.PositionFactory(unit=camat.unit, name="Kasi Desa", slug="kasi-desa", superior=camat)


@pytest.fixture
def staf(kasi):
    return factories.PositionFactory(unit=kasi.unit, name="Staf Desa", slug="staf-desa", superior=kasi)


def change(post, by=None, **fields):
    standing = post_details(post)
    return change_post(post=post, details=replace(standing, **fields), standing=standing, by=by or organisasi())


def test_a_post_is_added_with_an_address_from_its_name(camat):
    details = PostDetails("Kasi Desa", "", Echelon.IV_A, camat.pk, 5, True, "", 7, "cumulative")
    post = add_post(unit=camat.unit, details=details, by=organisasi())
    assert (post.slug, post.superior, post.order, post.deadline_days) == ("kasi-desa", camat, 5, 7)
    assert told(camat.unit) == [("add_row", "jabatan", "Kasi Desa")]
    with pytest.raises(OrganisationError, match="sudah punya jabatan"):
        add_post(unit=camat.unit, details=replace(details, name="KASI DESA"), by=organisasi())


def test_renaming_keeps_the_address_and_is_told(kasi):
    assert change(kasi, name="Kepala Seksi Desa")
    kasi.refresh_from_db()
    assert (kasi.name, kasi.slug) == ("Kepala Seksi Desa", "kasi-desa")
    line = Event.objects.get(unit=kasi.unit)
    assert (line.before["fields"], line.after["fields"]) == (
        [["nama jabatan", "Kasi Desa"]],
        [["nama jabatan", "Kepala Seksi Desa"]],
    )
    assert not change(kasi)


def test_a_post_moves_under_another_superior_and_never_into_a_ring(camat, kasi, staf):
    assert change(staf, superior=camat.pk)
    staf.refresh_from_db()
    assert staf.superior == camat
    change(staf, superior=kasi.pk)
    for post, below in ((camat, staf), (kasi, staf), (camat, kasi)):
        with pytest.raises(OrganisationError, match="akan berputar") as refused:
            change(post, superior=below.pk)
        assert refused.value.field == "superior"
    camat.refresh_from_db()
    assert camat.superior is None


def test_a_stale_change_is_refused(kasi):
    standing = post_details(kasi)
    Position.objects.filter(pk=kasi.pk).update(deadline_days=7)
    with pytest.raises(StaleOrganisationError):
        change_post(post=kasi, details=replace(standing, name="Lain"), standing=standing, by=organisasi())
    kasi.refresh_from_db()
    assert (kasi.name, kasi.deadline_days) == ("Kasi Desa", 7)


def test_a_post_ends_with_its_appointments_and_its_reports_stay(kasi):
    report = factories.ReportFactory(position=kasi)
    held = factories.AppointmentFactory(position=kasi, start=day(1))
    before = factories.AppointmentFactory(position=kasi, start=day(1, year=2024), end=day(1, year=2025))
    assert end_post(post=kasi, last_day=day(20), by=organisasi()) == 1
    for row in (kasi, held, before, report):
        row.refresh_from_db()
    assert (kasi.ended_on, kasi.reports) == (day(20), False)
    assert (held.end, before.end) == (day(20), day(1, year=2025))
    assert [line[:2] for line in told(kasi.unit)] == [("change_row", "penugasan"), ("change_row", "jabatan")]
    with pytest.raises(OrganisationError, match="sudah berakhir"):
        change(kasi, name="Lagi")


def test_a_post_with_others_below_or_somebody_to_come_does_not_end(kasi, staf):
    with pytest.raises(OrganisationError, match="Pindahkan dulu ke atasan lain: Staf Desa"):
        end_post(post=kasi, last_day=day(20), by=organisasi())
    factories.AppointmentFactory(position=staf, start=day(1, 2))
    with pytest.raises(OrganisationError, match="ditunjuk mulai 1 Februari 2026"):
        end_post(post=staf, last_day=day(20), by=organisasi())
    staf.refresh_from_db()
    assert staf.ended_on is None


def test_an_ended_post_is_nobodys_superior(kasi, staf):
    end_post(post=staf, last_day=day(20), by=organisasi())
    with pytest.raises(OrganisationError, match="sudah berakhir"):
        change(kasi, superior=staf.pk)


def test_duties_are_written_in_order_and_told(kasi):
    wanted = PostDuties("membantu Camat", (DutyText("Satu", ("a", "b")), DutyText("Dua")), (DutyText("Izin"),))
    assert save_duties(post=kasi, duties=wanted, standing=PostDuties(), by=organisasi())
    kasi.refresh_from_db()
    assert duties_of([kasi])[kasi.pk] == wanted
    fields = Event.objects.get(unit=kasi.unit).after["fields"]
    assert fields[:4] == [
        ["tugas pokok", "membantu Camat"],
        ["tugas dan fungsi 1", "Satu"],
        ["tugas dan fungsi 1.1", "a"],
        ["tugas dan fungsi 1.2", "b"],
    ]
    turned = replace(wanted, duties=wanted.duties[::-1])
    save_duties(post=kasi, duties=turned, standing=wanted, by=organisasi())
    assert duties_of([kasi])[kasi.pk] == turned
    with pytest.raises(StaleOrganisationError):
        save_duties(post=kasi, duties=wanted, standing=wanted, by=organisasi())
    assert not save_duties(post=kasi, duties=turned, standing=turned, by=organisasi())


def test_citations_enter_what_the_register_lacks(kasi):
    factories.RegulationFactory(short="Peraturan Bupati Nomor 6 Tahun 2018")
    cited = (
        CitationText(CitationPurpose.REPORTING, "Peraturan Bupati Nomor 6 Tahun 2018", "Pasal 4"),
        CitationText(CitationPurpose.DUTIES, "Peraturan Bupati Nomor 1 Tahun 2026", "Pasal 9"),
    )
    assert save_citations(post=kasi, citations=cited, standing=(), by=organisasi())
    assert citations_of([kasi])[kasi.pk] == cited
    assert Regulation.objects.count() == 2
    assert Event.objects.get(unit=kasi.unit).after["fields"][0] == [
        "Kewajiban melapor",
        "Pasal 4 Peraturan Bupati Nomor 6 Tahun 2018",
    ]
    with pytest.raises(StaleOrganisationError):
        save_citations(post=kasi, citations=(), standing=(), by=organisasi())
    with pytest.raises(OrganisationError, match="tertulis dua kali"):
        save_citations(post=kasi, citations=(cited[0], cited[0]), standing=cited, by=organisasi())
    assert citations_of([kasi])[kasi.pk] == cited


def test_others_are_refused(kasi):
    stranger = factories.RoleGrantFactory().user
    with pytest.raises(Refused):
        change(kasi, by=stranger, name="Lain")
    with pytest.raises(Refused):
        end_post(post=kasi, last_day=day(1), by=stranger)
    with pytest.raises(Refused):
        save_duties(post=kasi, duties=PostDuties("x"), standing=PostDuties(), by=stranger)
    with pytest.raises(Refused):
        save_citations(post=kasi, citations=(), standing=(), by=stranger)
    with pytest.raises(Refused):
        add_post(unit=kasi.unit, details=post_details(kasi), by=stranger)
