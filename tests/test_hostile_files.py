"""Files that would fill a server are refused in 2 s and 200 MB, measured in a process of its own; pictures come out bare."""

import io
import json
import subprocess
import sys
import zipfile

import pytest
from PIL import Image

from agreements.images import clean_arms, clean_image
from tests.agreements.sheets.test_gate import HOSTILE
from tests.agreements.sheets.test_reading import far_cell
from tests.agreements.test_images import picture, png_claiming
from tests.architecture import ROOT

SECONDS = 2
MEGABYTES = 200

READER = """
import json, os, resource, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lkjip.settings")
from agreements.images import ImageRefusedError, clean_image
from agreements.sheets.gate import SheetRefusedError
from agreements.sheets.reading import read_workbook

def peak():
    # Of this program alone: what getrusage tells begins with the size of the process that started it.
    status = open("/proc/self/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024

resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
told = {}
for name in sys.stdin.read().split("\\n"):
    content = open(name, "rb").read()
    started = time.process_time()
    try:
        (clean_image if "gambar" in name else read_workbook)(content)
        answer = "taken"
    except (ImageRefusedError, SheetRefusedError) as refused:
        answer = str(refused)
    used = time.process_time() - started
    told[os.path.basename(name)] = [answer, used, peak()]
print(json.dumps(told))
"""


def pictures():
    """Return pictures that are none, or more than they seem."""
    whole = picture((400, 400))
    return {
        "bomb": png_claiming(60_000, 60_000),
        "large": png_claiming(8_000, 8_000),
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "gif": picture(kind="GIF"),
        "tiff": picture(kind="TIFF"),
        "truncated": whole[: len(whole) // 2],
        "page with the start of a GIF": b"GIF89a/*<script>alert(1)</script>*/=1;",
        "page with the start of a JPEG": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Let a process of its own read all files one after another, and return what it tells of each."""
    folder = tmp_path_factory.mktemp("berkas")
    files = {f"buku {name}": content for name, (content, _) in HOSTILE.items()}
    files |= {"buku far cell": far_cell("XFD", 1_048_576)}
    files |= {f"gambar {name}": content for name, content in pictures().items()}
    names = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / f"{number} {name.replace('/', '-')}"
        path.write_bytes(content)
        names.append(str(path))
    done = subprocess.run(
        [sys.executable, "-c", READER], input="\n".join(names), capture_output=True, text=True, cwd=ROOT, check=False
    )
    # One of them may have killed it: then it told of none.
    return json.loads(done.stdout) if done.returncode == 0 else {}


def test_each_is_refused_by_a_sentence(told):
    assert len(told) == len(HOSTILE) + 1 + len(pictures())
    assert [name for name, (answer, _, _) in told.items() if answer == "taken" or not answer.endswith(".")] == []


def test_each_takes_two_seconds_at_most(told):
    assert told
    assert {name: used for name, (_, used, _) in told.items() if used > SECONDS} == {}


def test_all_together_take_two_hundred_megabytes_at_most(told):
    """The process too: interpreter, libraries, and the largest of the files."""
    assert told
    assert max(peak for _, _, peak in told.values()) <= MEGABYTES


@pytest.mark.parametrize("clean", [clean_image, clean_arms])
def test_a_picture_that_is_something_else_as_well_comes_out_a_picture_alone(clean):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.html", "<script>alert(1)</script>")
    for tail in (b"<script>alert(1)</script>", archive.getvalue(), b"%PDF-1.7 /JS (app.alert(1))"):
        for kind in ("JPEG", "PNG"):
            came = clean(picture(kind=kind) + tail)
            assert tail not in came
            assert b"script" not in came
            assert not zipfile.is_zipfile(io.BytesIO(came))
            assert Image.open(io.BytesIO(came)).size == (40, 20)


def test_a_comment_in_a_picture_is_left_behind():
    came = clean_image(picture(comment=b"<script>alert(1)</script>"))
    assert b"script" not in came
