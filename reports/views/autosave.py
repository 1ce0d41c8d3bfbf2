"""What pages that save themselves share: who asks for JSON, for whom, and what they are told."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse

ACCOUNT = "akun"
"""Name of the field with the account that typed: another may be signed in to the same browser by now."""
OTHER_ACCOUNT = (
    "Di peramban ini sekarang masuk akun lain, jadi ketikan Anda belum disimpan. "
    "Keluar, lalu masuk lagi dengan akun Anda: ketikan Anda masih ada."
)


def is_autosave(request: HttpRequest) -> bool:
    """Return whether a script saves, which wants JSON and no page."""
    return request.headers.get("Accept", "") == "application/json"


def of_another(request: HttpRequest) -> JsonResponse | None:
    """Return the answer for what another account typed; None where it is the own."""
    if request.POST.get(ACCOUNT) == str(request.user.pk):
        return None
    return JsonResponse({"message": OTHER_ACCOUNT}, status=409)


def saved(seen: str) -> JsonResponse:
    """Say that all is saved; `seen` is the fingerprint to send with the next change."""
    return JsonResponse({"state": "saved", "seen": seen})


def conflict() -> JsonResponse:
    """Say that something else stands now than the page showed, so nothing was saved."""
    return JsonResponse({"state": "conflict"})


def again() -> JsonResponse:
    """Say that something else of the report was saved at the same moment: the same may be sent again."""
    return JsonResponse({"state": "again"})


def wrong(seen: str, faults: Iterable[tuple[str, str, str]]) -> JsonResponse:
    """Say what of the page is not saved: (id of the field, its label, sentence)."""
    told = [{"id": anchor, "text": f"{label}: {sentence}"} for anchor, label, sentence in faults]
    return JsonResponse({"state": "wrong", "seen": seen, "faults": told})
