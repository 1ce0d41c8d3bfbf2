"""Downloads of a quarter: who gets what, at once and as a job."""

import io
import re
import zipfile

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from agreements.enums import BatchKind, ItemState, ReportStatus, Role
from reports import serving, store
from reports.models import Batch, Report, Worker
from reports.tasks import begin_batch
from reports.views import downloads
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.batches import ask, quick_drawing, work
from tests.reports.issuing import content_of, issue
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

START = "/unduhan/2024/2/mulai/"


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def organisasi():
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


@pytest.fixture
def drawn(monkeypatch):
    return quick_drawing(monkeypatch)


@pytest.fixture
def joined(monkeypatch):
    """Let a bundle be the number of its reports, and count how often one is joined."""
    found = []

    def join(prepared, _draw):
        found.append(len(prepared))
        return serving.RenderedFile("", serving.TYPES["pdf"], b"%PDF " + str(len(prepared)).encode())

    monkeypatch.setattr(serving, "render_bundle", join)
    return found


def job_address(batch, page=""):
    return f"/unduhan/pekerjaan/{batch.pk}/{page}"


def zip_of(response) -> zipfile.ZipFile:
    assert response.status_code == 200, response
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


# -- approved files at once --------------------------------------------------------------------------------------------


def test_issued_files_come_at_once_as_they_were_issued(place):
    row = issue(place.report(place.camat))
    response = client_of(place.operator).get(f"/unduhan/2024/2/disetujui.zip?unit={place.unit.slug}&excel=1")
    assert response["Content-Disposition"] == f'attachment; filename="lkjip-{place.unit.slug}-2024-tw2-disetujui.zip"'
    archive = zip_of(response)
    folder = f"2024-TW-II/{place.unit.name}"
    assert archive.namelist() == [f"{folder}/01 Camat.pdf", f"{folder}/01 Camat.xlsx"]
    assert archive.read(f"{folder}/01 Camat.pdf") == content_of(row)
    assert not Batch.objects.exists()


def test_issued_files_are_read_one_after_the_other(place, organisasi, monkeypatch):
    for number, post in enumerate((place.camat, place.kasi), 1):
        issue(place.report(post), number)
    read = []
    real = downloads.issued_content
    monkeypatch.setattr(downloads, "issued_content", lambda row, ending: read.append(row.pk) or real(row, ending))
    parts = iter(client_of(organisasi).get("/unduhan/2024/2/disetujui.zip"))
    next(parts)
    assert len(read) == 1
    list(parts)
    assert len(read) == 2


def test_a_damaged_issue_is_left_out_and_told_in_the_zip(place, organisasi, settings):
    for number, post in enumerate((place.camat, place.kasi), 1):
        row = issue(place.report(post), number)
    (settings.MEDIA_ROOT / row.pdf.name).write_bytes(b"%PDF forged")
    archive = zip_of(client_of(organisasi).get("/unduhan/2024/2/disetujui.zip"))
    assert [name.rsplit("/")[-1] for name in archive.namelist()] == ["01 Camat.pdf", "CATATAN.txt"]
    assert "02 Kepala Seksi Desa.pdf: berkasnya hilang atau berubah" in archive.read("CATATAN.txt").decode()


def test_all_units_at_once_are_for_who_sees_all(place, organisasi):
    issue(place.report(place.camat))
    assert client_of(place.operator).get("/unduhan/2024/2/disetujui.zip").status_code == 403
    assert client_of(organisasi).get("/unduhan/2024/2/disetujui.zip").status_code == 200


def test_nothing_approved_is_not_found(place):
    assert client_of(place.operator).get(f"/unduhan/2024/2/disetujui.zip?unit={place.unit.slug}").status_code == 404


# -- starting ----------------------------------------------------------------------------------------------------------


def test_a_job_is_started_for_the_own_unit(place):
    response = client_of(place.operator).post(START, {"unit": place.unit.slug, "jenis": "reports", "excel": "1"})
    batch = Batch.objects.get()
    assert response.url == job_address(batch)
    assert (batch.by, batch.unit, batch.kind, batch.workbooks) == (place.operator, place.unit, BatchKind.REPORTS, True)


@pytest.mark.parametrize(
    ("posted", "status"), [({"unit": "lain"}, 404), ({"unit": ""}, 403), ({"unit": "own", "jenis": "x"}, 404)]
)
def test_what_is_not_ones_own_is_refused(place, posted, status):
    posted = {**posted, "unit": place.unit.slug if posted["unit"] == "own" else posted["unit"]}
    assert client_of(place.operator).post(START, posted).status_code == status
    assert not Batch.objects.exists()


def test_an_empty_quarter_and_too_many_jobs_are_said(place, monkeypatch):
    client = client_of(place.operator)
    told = client.post("/unduhan/2024/3/mulai/", {"unit": place.unit.slug})
    assert told.url == "/unduhan/2024/3/"
    monkeypatch.setattr("reports.actions.batches.MOST_OPEN", 0)
    told = client.post(START, {"unit": place.unit.slug}, follow=True)
    assert "Beberapa unduhan Anda masih dikerjakan" in text_of(told)


def test_the_page_of_a_quarter_counts_per_unit(place, organisasi):
    issue(place.report(place.camat))
    make_workplace()
    page = text_of(client_of(organisasi).get("/unduhan/2024/2/"))
    assert "1 dari 4 laporan" in page
    assert f"{place.unit.name} 1 dari 2 terbit" in page
    assert "Semua unit" in page
    own = text_of(client_of(place.operator).get("/unduhan/2024/2/"))
    assert "1 dari 2 laporan" in own
    assert "Semua unit" not in own


def test_an_approved_report_without_its_document_is_not_offered(place):
    Report.objects.filter(position=place.camat).update(status=ReportStatus.APPROVED, round=1)
    page = client_of(place.operator).get("/unduhan/2024/2/")
    assert f"{place.unit.name} 0 dari 2 terbit" in text_of(page)
    assert "disetujui.zip" not in page.content.decode()


def test_the_page_leads_to_the_other_quarters_that_the_account_may_see(place, organisasi):
    factories.ReportFactory(year=2023, quarter=3)
    assert [text for text, _ in quarter_links(client_of(organisasi))] == ["TW II 2024", "TW III 2023"]
    assert [text for text, _ in quarter_links(client_of(place.operator))] == ["TW II 2024"]
    assert quarter_links(client_of(organisasi))[1][1] == "/unduhan/2023/3/"


def quarter_links(client):
    page = client.get("/unduhan/2024/2/").content.decode()
    nav = page.partition('<nav class="quarters"')[2].partition("</nav>")[0]
    return [(text, address) for address, text in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)]


def test_the_page_of_a_quarter_costs_the_same_for_many_units(place, organisasi):
    client = client_of(organisasi)
    one = queries_of(client, "/unduhan/2024/2/")
    make_workplace()
    make_workplace()
    assert queries_of(client, "/unduhan/2024/2/") == one


def test_the_list_costs_the_same_for_many_jobs(place):
    client = client_of(place.operator)
    ask(place)
    one = queries_of(client, "/unduhan/")
    ask(place, workbooks=True)
    ask(place, kind=BatchKind.BUNDLES)
    assert queries_of(client, "/unduhan/") == one


# -- all of a unit in one PDF --------------------------------------------------------------------------------------------


def test_a_bundle_that_nobody_drew_is_a_job_and_comes_at_once_as_soon_as_it_is_drawn(place, joined):
    client, address = client_of(place.operator), place.address("bundel.pdf")
    response = client.post(address)
    batch = Batch.objects.get()
    assert response.url == job_address(batch)
    assert (batch.kind, batch.unit, batch.by, batch.items.count()) == (BatchKind.BUNDLES, place.unit, place.operator, 1)
    assert joined == [], "the page draws nothing"
    assert client.post(address).url == job_address(batch), "a second press finds the job"
    work(batch)
    page = client.get(job_address(batch))
    (link,) = [link for link in read(page).links if "/berkas/" in link]
    assert "Unduh Bundel" in text_of(page)
    assert "ZIP" not in text_of(page)
    for found in (client.get(link), client.post(address), client.get(address)):
        assert found.content == b"%PDF 2"
        assert found["Content-Type"] == "application/pdf"
        assert found["Cache-Control"] == "private, no-store"
    assert found["Content-Disposition"] == f'attachment; filename="lkjip-{place.unit.slug}-2024-tw2.pdf"'
    assert (Batch.objects.count(), len(joined)) == (1, 1)


def test_a_bundle_is_a_job_again_when_a_report_has_changed(place, joined):
    client, address = client_of(place.operator), place.address("bundel.pdf")
    client.post(address)
    work(Batch.objects.get())
    place.kasi.main_duty = "Tugas lain."
    place.kasi.save()
    assert client.post(address).url == job_address(Batch.objects.latest("pk"))
    assert Batch.objects.count() == 2


def test_a_look_at_the_address_of_a_bundle_leads_to_where_it_is_asked_for(place):
    client = client_of(place.operator)
    response = client.get(place.address("bundel.pdf"))
    assert response.url == f"/unduhan/2024/2/?unit={place.unit.slug}&jenis=bundles"
    fields = read(client.get(response.url)).fields
    assert fields["jenis"] == "bundles"
    assert not Batch.objects.exists()
    assert read(client.get("/unduhan/2024/2/?jenis=lain")).fields["jenis"] == "reports"


# -- the page of a job -------------------------------------------------------------------------------------------------


def test_a_job_under_way_shows_how_far_it_is(place, drawn):
    Worker.objects.create(name="a", since=timezone.now(), seen=timezone.now())
    issue(place.report(place.camat))
    batch = ask(place)
    page = client_of(place.operator).get(job_address(batch))
    assert "1 dari 2" in text_of(page)
    assert 'http-equiv="refresh"' in page.content.decode()
    assert "Unduh 1 berkas yang sudah selesai (ZIP)" in text_of(page)
    assert "Tidak ada pekerja latar" not in text_of(page)


def test_the_page_says_that_nobody_works(place):
    batch = ask(place)
    assert "Tidak ada pekerja latar yang berjalan" in text_of(client_of(place.operator).get(job_address(batch)))


def test_the_fragment_says_whether_to_look_again(place, drawn):
    client, batch = client_of(place.operator), ask(place)
    assert 'data-open="1"' in client.get(job_address(batch, "kemajuan/")).content.decode()
    work(batch)
    assert 'data-open=""' in client.get(job_address(batch, "kemajuan/")).content.decode()


def test_a_finished_job_hands_out_its_files(place, drawn):
    client, batch = client_of(place.operator), work(ask(place))
    page = client.get(job_address(batch))
    assert "Unduh ZIP, 2 berkas" in text_of(page)
    assert 'http-equiv="refresh"' not in page.content.decode()
    archive = zip_of(client.get(job_address(batch, "berkas.zip")))
    assert archive.read(f"2024-TW-II/{place.unit.name}/02 Kepala Seksi Desa.pdf") == b"%PDF Kepala Seksi Desa"
    item = batch.items.get(order=1)
    file = client.get(job_address(batch, f"berkas/{item.pk}/"))
    assert file.content == b"%PDF Camat"
    assert file["Content-Disposition"] == f'attachment; filename="lkjip-{place.unit.slug}-camat-2024-tw2.pdf"'


def test_the_zip_of_a_job_under_way_says_what_is_missing(place, drawn):
    issue(place.report(place.camat))
    archive = zip_of(client_of(place.operator).get(job_address(ask(place), "berkas.zip")))
    assert "02 Kepala Seksi Desa.pdf: belum dibuat" in archive.read("CATATAN.txt").decode()


def test_a_job_without_files_has_no_zip(place):
    assert client_of(place.operator).get(job_address(ask(place), "berkas.zip")).status_code == 404


def test_failures_say_why_and_are_tried_again(place, drawn, monkeypatch):
    batch = ask(place)
    with monkeypatch.context() as patch:
        patch.setattr(serving, "OUTPUTS", {})
        batch = work(batch)
    client = client_of(place.operator)
    page = text_of(client.get(job_address(batch)))
    assert "2 berkas gagal dibuat" in page
    assert "Ada gangguan saat membuat berkas ini" in page
    told = client.post(job_address(batch, "ulangi/"), follow=True)
    assert "2 berkas dicoba lagi" in text_of(told)
    work(batch)
    assert "Unduh ZIP, 2 berkas" in text_of(client.get(job_address(batch)))
    assert "Tidak ada berkas gagal" in text_of(client.post(job_address(batch, "ulangi/"), follow=True))


def test_a_job_is_cancelled(place):
    batch, client = ask(place), client_of(place.operator)
    assert "Unduhan dibatalkan" in text_of(client.post(job_address(batch, "batal/"), follow=True))
    assert set(batch.items.values_list("state", flat=True)) == {ItemState.CANCELLED}
    ended = client.post(job_address(batch, "batal/"), follow=True)
    assert "sudah berakhir" in text_of(ended)
    assert "dapat diunduh" not in text_of(ended)
    assert '<progress value="0" max="2"' in ended.content.decode()
    assert "Lanjutkan, 2 berkas lagi" in text_of(ended)
    told = text_of(client.post(job_address(batch, "lanjutkan/"), follow=True))
    assert "Unduhan dilanjutkan: 2 berkas dibuat." in told
    assert "Tidak ada berkas yang perlu dilanjutkan" in text_of(
        client.post(job_address(batch, "lanjutkan/"), follow=True)
    )


def test_a_file_that_the_store_lost_is_told(place, drawn):
    batch, client = work(ask(place)), client_of(place.operator)
    store.sweep(timezone.now(), tuple)
    item = batch.items.first()
    told = client.get(job_address(batch, f"berkas/{item.pk}/"), follow=True)
    assert "tidak tersimpan lagi" in text_of(told)
    assert client.get(job_address(batch, "berkas/999999/")).status_code == 404


@pytest.mark.parametrize("page", ["", "kemajuan/", "berkas.zip", "batal/", "lanjutkan/", "ulangi/"])
def test_a_strangers_job_does_not_exist(place, organisasi, page):
    issue(place.report(place.camat))
    batch = ask(place)
    for user in (make_workplace().operator, organisasi):
        client = client_of(user)
        ask_page = client.post if page in {"batal/", "lanjutkan/", "ulangi/"} else client.get
        assert ask_page(job_address(batch, page)).status_code == 404
    assert Batch.objects.get().ended is None


def test_who_may_see_the_unit_no_more_loses_the_job(place):
    batch = ask(place)
    place.operator.grants.all().delete()
    client = client_of(place.operator)
    assert client.get(job_address(batch)).status_code == 404
    assert "Belum ada unduhan" in text_of(client.get("/unduhan/"))


# -- the end is told ---------------------------------------------------------------------------------------------------


def test_the_notice_leads_to_the_job(place, drawn):
    batch, client = work(ask(place)), client_of(place.operator)
    page = text_of(client.get("/pemberitahuan/"))
    assert "Unduhan siap" in page
    assert "2 berkas siap diunduh" in page
    notice = place.operator.notices.get()
    # The page of the job sends this by its script; a look alone writes nothing.
    seen = client.get(job_address(batch)).content.decode()
    assert f'action="/pemberitahuan/{notice.pk}/buka/" data-told' in seen
    assert client.post(f"/pemberitahuan/{notice.pk}/buka/").url == job_address(batch)
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "data-told" not in client.get(job_address(batch)).content.decode()


def test_the_queue_holds_no_more_than_some_slices(place, organisasi):
    for _ in range(3):
        make_workplace()
    batch = ask(place, unit=None, by=organisasi, workbooks=True)
    assert [row.func() for row in OrmQ.objects.all()] == ["reports.tasks.begin_batch"]
    OrmQ.objects.all().delete()
    begin_batch(batch.pk)
    assert [row.func() for row in OrmQ.objects.all()] == ["reports.tasks.work_on_batch"] * 4
