"""Units: a kabupaten to start with, a kecamatan with its standard posts, the profile."""

from dataclasses import replace

import pytest

from agreements.actions.organisation import OrganisationError, StaleOrganisationError, free_slug
from agreements.actions.units import found_regency, save_profile, set_up_unit
from agreements.enums import CitationPurpose, Echelon, UnitKind
from agreements.models import Citation, Duty, Position, Regency, Regulation, StrategicIssue, Unit
from agreements.organisation import CitationText, Issue, PlannedPost
from agreements.policies import Refused
from agreements.queries.organisation import citations_of, duties_of, posts_to_copy, profile_of
from agreements.standard import standard_posts
from reports.models import Event
from tests import factories
from tests.agreements.organisation.keeping import details, head, organisasi, standard, text, told

pytestmark = pytest.mark.django_db


def test_a_kabupaten_starts_with_the_post_of_its_head():
    unit = found_regency(name="Kabupaten Lumajang", head="Bupati Lumajang", place="Lumajang", by=organisasi())
    post = Position.objects.get()
    assert (unit.name, unit.short_name, unit.kind) == ("Pemerintah Kabupaten Lumajang", "Lumajang", UnitKind.REGENCY)
    assert (post.unit, post.slug, post.echelon, post.reports) == (unit, "bupati-lumajang", Echelon.HEAD, False)
    with pytest.raises(OrganisationError, match="sudah ada"):
        found_regency(name="kabupaten lumajang", head="Bupati", place="Lumajang", by=organisasi())
    assert Regency.objects.count() == 1


def test_a_kecamatan_is_made_with_twelve_posts_duties_and_citations():
    bupati = head()
    unit = set_up_unit(details=details(bupati), posts=standard(bupati), by=organisasi())
    posts = {post.slug: post for post in Position.objects.filter(unit=unit)}
    assert (unit.slug, unit.villages, len(posts)) == ("kecamatan-senduro", 12, 12)
    assert posts["camat"].superior == bupati
    assert posts["camat"].signature_title == "Camat Senduro"
    assert posts["sekretaris-kecamatan"].superior == posts["camat"]
    assert posts["bendahara-sub-bagian-keuangan"].superior == posts["kasubbag-keuangan"]
    assert [post.order for post in sorted(posts.values(), key=lambda post: post.order)] == list(range(1, 13))
    wanted = {row.key: row for row in standard_posts("Kabupaten Lumajang")}
    assert duties_of(posts.values())[posts["camat"].pk] == wanted["camat"].duties
    assert citations_of(posts.values())[posts["camat"].pk] == wanted["camat"].citations
    assert Regulation.objects.filter(short="Undang-Undang Nomor 23 Tahun 2014").count() == 1


def test_a_second_one_takes_the_register_as_it_is():
    bupati = head()
    set_up_unit(details=details(bupati), posts=standard(bupati), by=organisasi())
    before = Regulation.objects.count()
    set_up_unit(details=details(bupati, "Kecamatan Pasrujambe"), posts=standard(bupati), by=organisasi())
    assert Regulation.objects.count() == before


def test_the_trail_of_the_new_unit_tells_of_it_and_of_every_post():
    bupati, by = head(), organisasi()
    unit = set_up_unit(details=details(bupati), posts=standard(bupati), by=by)
    lines = told(unit)
    assert lines[0] == ("add_row", "unit kerja", "Kecamatan Senduro")
    assert [line[1:] for line in lines[1:3]] == [("jabatan", "Camat"), ("jabatan", "Sekretaris Kecamatan")]
    assert len(lines) == 13
    told_of_camat = Event.objects.filter(unit=unit, number=2).get()
    assert told_of_camat.by == by
    assert ["tugas dan fungsi", "10 butir"] in told_of_camat.after["fields"]


def test_nothing_is_made_where_one_post_is_wrong():
    bupati = head()
    posts = [*standard(bupati), PlannedPost(text("ajudan", superior="tidak-ada"))]
    with pytest.raises(OrganisationError, match="Atasan langsung Ajudan"):
        set_up_unit(details=details(bupati), posts=posts, by=organisasi())
    assert not Unit.objects.filter(name="Kecamatan Senduro").exists()
    assert not Duty.objects.exists()
    assert not Regulation.objects.exists()


def test_a_name_stands_once():
    bupati = head()
    set_up_unit(details=details(bupati), posts=[], by=organisasi())
    with pytest.raises(OrganisationError, match="sudah ada") as refused:
        set_up_unit(details=details(bupati, "KECAMATAN SENDURO"), posts=[], by=organisasi())
    assert refused.value.field == "name"


def test_others_are_refused():
    bupati = head()
    with pytest.raises(Refused):
        set_up_unit(details=details(bupati), posts=[], by=factories.RoleGrantFactory().user)
    with pytest.raises(Refused):
        found_regency(name="Kabupaten X", head="Bupati", place="X", by=factories.UserFactory())


def test_posts_are_copied_with_all_that_belongs_to_them():
    bupati = head()
    first = set_up_unit(details=details(bupati), posts=standard(bupati), by=organisasi())
    own = CitationText(CitationPurpose.DUTIES, "Peraturan Bupati Nomor 1", "Pasal 2", "Tugas")
    camat = first.positions.get(slug="camat")
    Citation.objects.filter(position=camat).delete()
    Citation.objects.create(
        position=camat,
        purpose=own.purpose,
        article=own.article,
        regulation=Regulation.objects.create(short=own.regulation, about=own.about),
    )
    copied = posts_to_copy(first)
    assert copied[0].title == "Camat {short}"
    assert copied[0].citations == (own,)
    planned = [PlannedPost(row, None if row.superior else bupati.pk) for row in copied]
    second = details(bupati, "Kecamatan Pasrujambe")
    second = replace(second, profile=replace(second.profile, short_name="Pasrujambe"))
    made = set_up_unit(details=second, posts=planned, by=organisasi())
    assert made.positions.get(slug="camat").signature_title == "Camat Pasrujambe"
    assert citations_of(made.positions.all())[made.positions.get(slug="camat").pk] == (own,)
    assert [post.superior.slug for post in made.positions.exclude(slug="camat")] == [
        post.superior.slug for post in first.positions.exclude(slug="camat")
    ]


# -- the profile -------------------------------------------------------------------------------------------------------


def test_a_profile_is_written_with_its_issues_and_told():
    unit, by = factories.UnitFactory(name="Kecamatan Senduro", short_name="Senduro", place="Senduro"), organisasi()
    standing = profile_of(unit)
    wanted = replace(standing, villages=12, goal="Tujuan", issues=(Issue("Akar", "Data"), Issue("Akar", "Jalan")))
    assert save_profile(unit=unit, profile=wanted, standing=standing, by=by)
    unit.refresh_from_db()
    assert profile_of(unit) == wanted
    line = Event.objects.get(unit=unit)
    assert line.after["fields"] == [
        ["jumlah desa", "12"],
        ["tujuan", "Tujuan"],
        ["isu strategis 1", "Akar: Data"],
        ["isu strategis 2", "Akar: Jalan"],
    ]
    assert not save_profile(unit=unit, profile=wanted, standing=wanted, by=by)
    assert Event.objects.filter(unit=unit).count() == 1


def test_a_stale_profile_is_refused_and_nothing_is_written():
    unit = factories.UnitFactory()
    standing = profile_of(unit)
    StrategicIssue.objects.create(unit=unit, group="Akar", order=1, text="Data")
    with pytest.raises(StaleOrganisationError):
        save_profile(unit=unit, profile=replace(standing, goal="Lain"), standing=standing, by=organisasi())
    unit.refresh_from_db()
    assert unit.goal == ""


def test_renaming_keeps_the_address_and_takes_no_other_units_name():
    other, unit = factories.UnitFactory(), factories.UnitFactory()
    standing, slug = profile_of(unit), unit.slug
    with pytest.raises(OrganisationError, match="sudah ada"):
        save_profile(unit=unit, profile=replace(standing, name=other.name), standing=standing, by=organisasi())
    save_profile(unit=unit, profile=replace(standing, name="Kecamatan Baru"), standing=standing, by=organisasi())
    unit.refresh_from_db()
    assert (unit.name, unit.slug) == ("Kecamatan Baru", slug)


def test_an_address_is_never_taken_twice_nor_one_of_a_page():
    assert free_slug("Kecamatan Baru", [], 120) == "kecamatan-baru-2"
    assert free_slug("Kecamatan Senduro", ["kecamatan-senduro", "kecamatan-senduro-2"], 120) == "kecamatan-senduro-3"
    assert free_slug("??", [], 120) == "unit"
    assert len(free_slug("x" * 200, ["x" * 120], 120)) <= 120
