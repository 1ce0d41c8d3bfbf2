"""Why a document could not be drawn, for those who draw and for those who have to say so."""


class RenderError(Exception):
    """The PDF could not be drawn whole and as meant; nothing is returned instead of a page with holes."""


class TooMuchError(RenderError):
    """Drawing it took more time or memory than any report does."""


class BusyError(RenderError):
    """Others were drawn all the while, and this one's turn did not come."""
