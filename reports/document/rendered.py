"""A finished file; apart from documents, of which the process that draws needs nothing else (5 MB)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RenderedFile:
    """A finished file: what a view, a command and a test all need and nothing more."""

    name: str
    content_type: str
    content: bytes
