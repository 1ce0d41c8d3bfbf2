"""Accounts to be made and invited for those who hold posts, and for the operator of their unit."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from agreements.forms.account import BROKEN_ADDRESS
from agreements.forms.organisation.fields import choice, faults_of, text
from agreements.models import Appointment, Unit
from agreements.organisation import Account, username_of

OWN_ACCOUNT = "sendiri"
NOBODY = ""


def username_field(label: str = "Nama pengguna") -> forms.CharField:
    """Return a field for a user name."""
    field = text(label, 150)
    field.validators.append(
        UnicodeUsernameValidator(message="Nama pengguna hanya memuat huruf, angka, dan tanda @ . + - _ tanpa spasi.")
    )
    field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return field


def email_field() -> forms.EmailField:
    """Return a field for an address that may be empty."""
    return forms.EmailField(
        label="Surel (boleh kosong)",
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"invalid": BROKEN_ADDRESS},
    )


class HolderRow(forms.Form):
    """An official who holds a post and has no account."""

    keep = forms.BooleanField(
        label="Undang", required=False, initial=True, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    username = username_field()
    email = email_field()

    def __init__(self, data: Mapping[str, str] | None, *, held: Appointment, proposed: str) -> None:
        prefix = f"akun-{held.official_id}"
        super().__init__(
            data, prefix=prefix, auto_id="id_%s", initial={"username": proposed}, use_required_attribute=False
        )
        self.held = held
        for bound in self:
            bound.field.widget.attrs["aria-label"] = f"{bound.label}, {held.official.name}"

    def clean(self) -> dict[str, Any]:
        """Ask for a user name."""
        cleaned = super().clean()
        if cleaned.get("keep") and not cleaned.get("username") and "username" not in self.errors:
            self.add_error("username", "Tulis nama penggunanya, atau hilangkan centangnya.")
        return cleaned


class AccountsForm(forms.Form):
    """All accounts of a unit in one step: its operator, and everybody who holds a post."""

    operator = choice("Operator", ())
    operator_name = text("Nama operator", 150)
    operator_username = username_field("Nama pengguna operator")
    operator_email = email_field()

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        unit: Unit,
        holders: Sequence[Appointment],
        taken: Collection[str],
        needs_operator: bool,
    ) -> None:
        there = set(taken)
        proposed = f"operator-{unit.slug.removeprefix('kecamatan-')}"
        initial = {
            "operator": OWN_ACCOUNT if needs_operator else NOBODY,
            "operator_name": f"Operator {unit.name}",
            "operator_username": proposed if proposed not in there else "",
        }
        super().__init__(data, auto_id="id_%s", initial=initial)
        self.fields["operator_email"].label = "Surel operator (boleh kosong)"
        there.add(proposed)
        self.rows = []
        for held in holders:
            username = username_of(held.official.name, there)
            there.add(username)
            self.rows.append(HolderRow(data, held=held, proposed=username))
        self.fields["operator"].choices = [
            (OWN_ACCOUNT, "Akun tersendiri"),
            *[(str(held.official_id), f"{held.official.name} ({held.position.name})") for held in holders],
            (NOBODY, "Belum, nanti saja"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for name and user name of an operator with an account of their own."""
        cleaned = super().clean()
        if cleaned.get("operator") == OWN_ACCOUNT:
            for name, sentence in (
                ("operator_name", "Tulis nama operatornya."),
                ("operator_username", "Tulis nama pengguna operator."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def is_valid(self) -> bool:
        """Check everything, and that no user name is asked for twice and that a chosen operator is invited."""
        if not all([super().is_valid(), *(row.is_valid() for row in self.rows)]):
            return False
        chosen = self.cleaned_data["operator"]
        row = next((row for row in self.rows if str(row.held.official_id) == chosen), None)
        if row is not None and not row.cleaned_data["keep"]:
            row.add_error("keep", "Ia dipilih sebagai operator, jadi ikut diundang.")
            return False
        names: set[str] = set()
        for bound in self._usernames():
            name = bound.value().casefold()
            if name in names:
                bound.form.add_error(bound.name, f"Nama pengguna {bound.value()} tertulis dua kali.")
            names.add(name)
        if not self._usernames():
            self.add_error(None, "Tidak ada yang diundang. Centang paling sedikit satu orang, atau pilih operator.")
        return not self.errors and not any(row.errors for row in self.rows)

    def _usernames(self) -> list[forms.BoundField]:
        own = [self["operator_username"]] if self.cleaned_data["operator"] == OWN_ACCOUNT else []
        return own + [row["username"] for row in self.rows if row.cleaned_data["keep"]]

    @property
    def accounts(self) -> list[Account]:
        """The accounts to make, in the order of `fields`; only after `is_valid`."""
        cleaned = self.cleaned_data
        found = []
        if cleaned["operator"] == OWN_ACCOUNT:
            found.append(
                Account(cleaned["operator_username"], cleaned["operator_name"], cleaned["operator_email"], None, True)
            )
        for row in self.rows:
            if row.cleaned_data["keep"]:
                official = row.held.official
                found.append(
                    Account(
                        row.cleaned_data["username"],
                        official.name,
                        row.cleaned_data["email"],
                        official.pk,
                        cleaned["operator"] == str(official.pk),
                    )
                )
        return found

    def refuse(self, place: int, sentence: str) -> None:
        """Put a sentence beside the user name of an account, by its place among `accounts`."""
        bound = self._usernames()[place]
        bound.form.add_error(bound.name, sentence)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return faults_of(self) + [fault for row in self.rows for fault in faults_of(row, row.held.official.name)]
