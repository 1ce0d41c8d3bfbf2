"""What a form was shown with, so that nobody overwrites unseen what somebody else saved meanwhile."""

from collections.abc import Mapping

from django import forms

from agreements.seen import fingerprint

SEEN = "seen"
"""Name of the hidden field that carries the fingerprint of what the page showed."""


class SeenForm(forms.Form):
    """A form over `content`, the values that stand now. Posted with other values in sight, it is a conflict.

    The page then shows both, and carries the new fingerprint: saving it again is a decision.
    """

    conflict_sentence = "Isi halaman ini baru saja diubah orang lain. Bandingkan, lalu simpan lagi bila tetap perlu."

    def __init__(self, data: Mapping[str, str] | None = None, *args, content: object, **options) -> None:
        super().__init__(data, *args, auto_id="id_%s", **options)
        self.seen = fingerprint(content)

    @property
    def conflict(self) -> bool:
        """Whether something else stands now than the page showed."""
        return self.is_bound and self.data.get(SEEN) != self.seen

    def clean(self) -> dict[str, object]:
        """Refuse a conflict."""
        if self.conflict:
            raise forms.ValidationError(self.conflict_sentence, code="conflict")
        return super().clean()
