"""The photographs of a report: uploaded, described, ordered, deleted, and shown to those who may see the report."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import StaleReportError, delete_photo, save_photos
from reports.document.lists import printed_lists
from reports.forms.photos import PhotosForm
from reports.models import Photo
from reports.queries import last_change, load_photos
from reports.views.desk import Desk

JPEG = "image/jpeg"


@require_http_methods(["GET", "HEAD", "POST"])
def report_photos(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the photographs with their captions; on POST save all of it, and add what was uploaded."""
    desk = Desk.take(request, unit, position, year, quarter)
    photos = load_photos(desk.report)
    if request.method != "POST":
        return _page(request, desk, photos, PhotosForm(photos))
    desk.check_may_edit()
    form = PhotosForm(photos, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, photos, form, 409 if form.conflict else 422)
    try:
        changed = save_photos(
            report=desk.report,
            changes=form.changes,
            added=form.added,
            version=desk.report.version,
            by=request.user,
        )
    except StaleReportError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows both.
        desk = Desk.take(request, unit, position, year, quarter)
        photos = load_photos(desk.report)
        return _page(request, desk, photos, PhotosForm(photos, request.POST), 409)
    for sentence in form.refused:
        messages.error(request, sentence)
    if form.added:
        messages.success(request, f"{len(form.added)} foto ditambahkan.")
    elif changed:
        messages.success(request, "Foto dan keterangannya disimpan.")
    elif not form.refused:
        messages.info(request, "Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    return redirect(desk.address("report_photos"))


def _page(
    request: HttpRequest, desk: Desk, photos: tuple[Photo, ...], form: PhotosForm, status: int = 200
) -> HttpResponse:
    prepared = desk.prepared
    general = list(form.non_field_errors()) if status != 200 else []
    if request.FILES:
        # A browser does not send a chosen file twice.
        general.append("Berkas foto yang tadi dipilih belum tersimpan; pilih lagi sebelum menyimpan.")
    context = desk.context(
        form=form,
        photos=photos,
        faults=form.faults if status != 200 else [],
        general=general,
        conflict=form.conflict,
        changed_by=last_change(desk.report) if form.conflict else None,
        is_printed="photos" in printed_lists(prepared.inputs, prepared.results),
    )
    return render(request, "reports/report/photos.html", context, status=status)


def _photo(desk: Desk, pk: int) -> Photo:
    for photo in load_photos(desk.report):
        if photo.pk == pk:
            return photo
    raise Http404("no such photograph in this report")


@require_safe
def report_photo(request: HttpRequest, unit: str, position: str, year: int, quarter: int, photo: int) -> HttpResponse:
    """Send a picture to those who may see the report: always as JPEG, which is what the store holds."""
    found = _photo(Desk.take(request, unit, position, year, quarter), photo)
    if not found.image or not default_storage.exists(found.image.name):
        raise Http404("the picture is not there")
    with default_storage.open(found.image.name) as stored:
        content = stored.read()
    return HttpResponse(
        content,
        content_type=JPEG,
        headers={
            "Cache-Control": "private, max-age=3600",
            "Content-Disposition": f'inline; filename="foto-{found.pk}.jpg"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_photo_delete(
    request: HttpRequest, unit: str, position: str, year: int, quarter: int, photo: int
) -> HttpResponse:
    """Ask whether a photograph shall leave the report; on POST take it out."""
    desk = Desk.take(request, unit, position, year, quarter)
    found = _photo(desk, photo)
    if request.method != "POST":
        return render(request, "reports/report/photo_delete.html", desk.context(photo=found))
    desk.check_may_edit()
    try:
        delete_photo(report=desk.report, photo=found.pk, version=desk.report.version, by=request.user)
    except StaleReportError:
        messages.warning(request, "Laporan ini baru saja diubah orang lain. Periksa fotonya, lalu ulangi.")
    else:
        messages.success(request, "Foto dihapus dari laporan.")
    return redirect(desk.address("report_photos"))
