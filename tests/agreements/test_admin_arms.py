"""Arms on the administrator's pages: shown, cleaned, refused in a sentence, taken away, never deleted."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.images import clean_arms, keep_image
from agreements.models import Regency, Unit
from tests import factories as make
from tests.admin_site import administrator, url
from tests.agreements.test_images import opened, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fields_of(row) -> dict[str, object]:
    """Return what the page's form sends when nothing is changed."""
    form = administrator().get(url(type(row), "change", row.pk)).context["adminform"].form
    sent = {name: form.initial.get(name) for name in form.fields if name not in {"arms", "without_arms"}}
    rows = "bands" if isinstance(row, Regency) else "issues"
    management = {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
    return {name: value for name, value in (sent | management).items() if value is not None}


def post(row, **more):
    return administrator().post(url(type(row), "change", row.pk), fields_of(row) | more)


def upload(content: bytes, name: str = "../../lambang baru.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.fixture(params=[make.RegencyFactory, make.UnitFactory])
def row(request):
    return request.param()


def test_arms_are_cleaned_and_kept_under_the_name_of_their_content(row):
    assert post(row, arms=upload(picture((2000, 1000), "RGBA", (9, 9, 9, 0), "PNG"))).status_code == 302
    row.refresh_from_db()
    assert row.arms.name.startswith("lambang/")
    assert len(row.arms.name) == len("lambang/") + 64 + len(".png")
    with default_storage.open(row.arms.name) as stored:
        kept = opened(stored.read())
    assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (900, 450))


@pytest.mark.parametrize("model", [Regency, Unit])
def test_a_page_without_arms_says_so_with_a_dash(model):
    html = administrator().get(url(model, "add")).content.decode()
    assert '<div class="readonly">–</div>' in html
    assert "None" not in html


def test_saving_without_a_file_keeps_the_arms(row):
    row.arms = keep_image(clean_arms(picture(kind="PNG")), "lambang/")
    row.save()
    standing = row.arms.name
    page = administrator().get(url(type(row), "change", row.pk)).content.decode()
    assert '<img src="data:image/png;base64,' in page
    assert f'alt="Lambang {row.name}"' in page
    assert post(row).status_code == 302
    row.refresh_from_db()
    assert row.arms.name == standing


def test_arms_are_taken_away_and_their_file_stays(row):
    row.arms = keep_image(clean_arms(picture(kind="PNG")), "lambang/")
    row.save()
    standing = row.arms.name
    assert post(row, without_arms="on").status_code == 302
    row.refresh_from_db()
    assert row.arms.name == ""
    assert default_storage.exists(standing)


def test_new_arms_leave_the_old_file(row):
    row.arms = old = keep_image(clean_arms(picture(kind="PNG")), "lambang/")
    row.save()
    assert post(row, arms=upload(picture(kind="PNG", colour="blue"))).status_code == 302
    row.refresh_from_db()
    assert row.arms.name != old
    assert default_storage.exists(old)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Berkas ini bukan gambar JPEG, PNG, atau WEBP."),
        (picture((400, 400), kind="PNG")[:200], "Berkas gambar rusak atau tidak lengkap."),
        (b"", "kosong"),
    ],
    ids=["svg", "cut", "empty"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(row, content, sentence):
    response = post(row, arms=upload(content), name="Nama yang Baru")
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "Nama yang Baru" in page, "nothing typed is lost"
    row.refresh_from_db()
    assert row.arms.name == ""


def test_new_arms_and_none_at_once_are_asked_about(row):
    response = post(row, arms=upload(picture(kind="PNG")), without_arms="on")
    assert "Pilih salah satu" in response.content.decode()
    row.refresh_from_db()
    assert row.arms.name == ""


def test_arms_that_the_store_has_lost_are_told(row):
    type(row).objects.filter(pk=row.pk).update(arms="lambang/hilang.png")
    assert "Berkas gambar tidak ditemukan" in administrator().get(url(type(row), "change", row.pk)).content.decode()


def test_a_new_unit_has_no_arms_to_show():
    assert administrator().get(url(Unit, "add")).status_code == 200
