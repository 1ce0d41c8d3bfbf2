"""What page tests share: reading pages as a person would."""

from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import User


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page costs, once everything that is read once has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class _Page(HTMLParser):
    VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.open_textarea: str | None = None
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "style" or "style" in found or any(name.startswith("on") for name in found):
            self.inline.append(self.get_starttag_text())
        if tag == "script":
            self.in_script = True
            if "src" not in found:
                self.inline.append(self.get_starttag_text())
        kind = found.get("type", "text")
        if tag == "input" and "name" in found and (kind not in {"radio", "checkbox"} or "checked" in found):
            # A ticked box without a value of its own sends "on".
            self.fields[found["name"]] = found.get("value", "on" if kind == "checkbox" else "") or ""
        if tag == "textarea":
            self.open_textarea = found["name"]
            self.fields[self.open_textarea] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.open_textarea = None
        if tag == "script":
            self.in_script = False

    def handle_data(self, data: str) -> None:
        if self.open_textarea is not None:
            # HTML drops one newline at the start of a textarea.
            self.fields[self.open_textarea] += data.removeprefix("\n")
        elif not self.in_script:
            self.words.append(data)


def read(response) -> _Page:
    """Parse a page."""
    page = _Page()
    page.feed(response.content.decode())
    return page


def text_of(response) -> str:
    """Return the visible words of a page, blanks run together."""
    return " ".join(" ".join(read(response).words).split())
