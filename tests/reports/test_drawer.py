"""What the process that draws says to whom it draws for. The process itself is tested from its other end (test_apart.py)."""

import errno
import io

import pytest

from reports import apart, drawer
from reports.apart import BROKEN, DRAWN, OF_SYSTEM, TOO_MUCH, UNDRAWABLE, pack, receive, send, unpack_error
from reports.document.blocks import RenderedFile
from reports.undrawable import RenderError, TooMuchError


def document(page: str) -> dict:
    return {"page": page, "draft": False, "attachments": (), "pictures": {}}


def test_a_document_is_answered_with_its_pdf():
    kind, content = drawer.answer_to(document('<html lang="id"><title>x</title><p>Baris.</p>'))
    assert (kind, content[:8]) == (DRAWN, b"%PDF-1.7")


@pytest.mark.parametrize(
    ("trouble", "kind", "raised", "words"),
    [
        (RenderError("refused: x"), UNDRAWABLE, RenderError, "refused: x"),
        (MemoryError(), TOO_MUCH, TooMuchError, "took more memory"),
        (OSError(errno.ENOSPC, "No space left"), OF_SYSTEM, OSError, "No space left"),
        (ZeroDivisionError("by zero"), BROKEN, RuntimeError, "ZeroDivisionError: by zero"),
    ],
)
def test_trouble_arrives_as_what_it_was(monkeypatch, trouble, kind, raised, words):
    def fail(**_):
        raise trouble

    monkeypatch.setattr(drawer, "draw_page", fail)
    said, content = drawer.answer_to(document(""))
    assert said == kind
    error = unpack_error(bytes([said]) + content)
    assert type(error) is raised or raised is OSError
    assert words in str(error)
    assert getattr(error, "errno", None) == getattr(trouble, "errno", None)


def test_documents_are_answered_in_turn_until_nobody_asks(monkeypatch):
    seen, bounded = [], []

    def draw(**told):
        seen.append(told)
        return told["page"].encode()

    monkeypatch.setattr(drawer, "draw_page", draw)
    monkeypatch.setattr(drawer, "bound_processor", bounded.append)
    file = RenderedFile("data.json", "application/json", b"{}")
    asked, answers = io.BytesIO(), io.BytesIO()
    send(asked, *pack("satu é", True, [file], {"picture:a": "foto/a.jpg"}), *pack("dua", False, [], {}))
    asked.seek(0)
    with pytest.raises(EOFError):
        drawer.serve(asked, answers, 60)
    assert seen[0] == {
        "page": "satu é",
        "draft": True,
        "attachments": (file,),
        "pictures": {"picture:a": "foto/a.jpg"},
    }
    assert bounded == [60, 60]
    answers.seek(0)
    assert [receive(answers) for _ in range(2)] == [bytes([DRAWN]) + "satu é".encode(), bytes([DRAWN]) + b"dua"]


def test_a_message_longer_than_any_document_is_refused():
    with pytest.raises(EOFError):
        receive(io.BytesIO(apart._LENGTH.pack(apart.LONGEST + 1)))
