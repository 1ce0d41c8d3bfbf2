"""The shape of what sentences return: paragraphs of text and table references. Pure."""

from reports.document.blocks import TableRef

Parts = tuple[str | TableRef, ...]
Paragraphs = tuple[Parts, ...]


def one(*parts: str | TableRef) -> Paragraphs:
    """Return a single paragraph."""
    return (parts,)


def several(*texts: str) -> Paragraphs:
    """Return plain paragraphs."""
    return tuple((text,) for text in texts)


def table_reference(key: str, *, with_page: bool = False) -> TableRef:
    """Return a reference to a table, which gets its number when the document is put together."""
    return TableRef(table_key=key, number="", with_page=with_page)
