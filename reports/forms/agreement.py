"""When and where a Perjanjian Kinerja was signed."""

from django import forms

from agreements.forms.dates import WrittenDateField
from agreements.forms.seen import SeenForm
from agreements.models import Agreement
from agreements.promise import Promise


class SigningForm(SeenForm):
    """The date on the paper, and its place: the unit's own where nothing else is written."""

    signed_on = WrittenDateField(label="Tanggal tanda tangan")
    place = forms.CharField(
        label="Tempat", required=False, max_length=80, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(self, data=None, *, standing: Promise, agreement: Agreement) -> None:
        unit = agreement.position.unit
        self.own_place = unit.place or unit.short_name
        super().__init__(data, content=(standing, agreement.signed_on), initial={"place": self.own_place})

    def clean_signed_on(self) -> object:
        """Ask for the date."""
        if self.cleaned_data["signed_on"] is None:
            raise forms.ValidationError("Tuliskan tanggal yang tertulis di kertas, misalnya 2 Januari 2025.")
        return self.cleaned_data["signed_on"]

    @property
    def stored_place(self) -> str:
        """The place as it is stored: '' for the unit's own."""
        typed = self.cleaned_data["place"]
        return "" if typed == self.own_place else typed
