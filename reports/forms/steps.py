"""What a page carries along when somebody takes a step with a report: which report was seen, and the reason."""

from django import forms


class SeenReportForm(forms.Form):
    """The report as the page showed it: its version, what it said, and the newest line of the trail.

    Hidden fields that somebody meddled with are those of a page that is too old.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    line = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why an approved report is opened again."""

    reason = forms.CharField(
        label="Alasan revisi",
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"required": "Tuliskan alasannya: atasan dan Bagian Organisasi membacanya."},
        help_text="Sebutkan apa yang keliru atau berubah, dan dasarnya.",
    )
