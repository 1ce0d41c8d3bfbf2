"""What the admin pages share: fields that read what people write, short texts, pages that only show."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Form, ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.utils.text import Truncator

from agreements.numbers import FIGURE, MONEY, UNREAD_DATE, format_for_input, parse_date, parse_number


class NumberField(forms.DecimalField):
    """A decimal field that reads and writes numbers as people do; a number with two readings is asked about.

    A plain text input, because `<input type=number>` turns 49,23 into 4923 in some browsers.
    """

    widget = forms.TextInput

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        # Amounts are kept with 18 digits, sen included; figures and percentages otherwise.
        self.kind = MONEY if (self.max_digits, self.decimal_places) == (18, 2) else FIGURE
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("size", 18)

    def to_python(self, value: object) -> Decimal | None:
        """Return the number; raise with the sentence of `parse_number` for what is none or may be two."""
        if value is None or isinstance(value, Decimal):
            return value
        reading = parse_number(str(value), self.kind)
        if reading.error or reading.question:
            raise ValidationError(reading.error or reading.question)
        return reading.value

    def prepare_value(self, value: object) -> object:
        """Write a stored number so that it reads back as the same; leave what was typed as it was typed."""
        return format_for_input(value, self.kind) if isinstance(value, Decimal) else value


class DateField(forms.DateField):
    """A date field that reads '1 Juli 2024' as well as what the calendar beside it writes."""

    def to_python(self, value: object) -> datetime.date | None:
        """Return the date; raise with a sentence that shows what was typed."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        date = parse_date(value)
        if date is None:
            raise ValidationError(UNREAD_DATE.format(value.strip()), code="date")
        return date


class SmallText(forms.Textarea):
    """A text area of few lines, for the many sentences of this field."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"rows": 2, "cols": 60, **(attrs or {})})


def label_of(row: models.Model) -> str:
    """Name a row so that it can be told from its namesakes: with unit and year where the model has such a label."""
    return getattr(row, "choice_label", None) or str(row)


class LabelledChoiceField(ModelChoiceField):
    """A choice of rows by their label."""

    def label_from_instance(self, obj: models.Model) -> str:
        """Return what the chosen row is called."""
        return label_of(obj)


class LabelledSearch(AutocompleteJsonView):
    """The answer of a search box, by label."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        """Return key and label of a found row."""
        return super().serialize_result(obj, to_field_name) | {"text": label_of(obj)}


def search_rows(request: HttpRequest) -> HttpResponse:
    """Answer the search boxes of all pages."""
    return LabelledSearch.as_view(admin_site=admin.site)(request)


FIELDS = {
    models.DateField: {"form_class": DateField},
    models.ForeignKey: {"form_class": LabelledChoiceField},
    models.DecimalField: {"form_class": NumberField},
    models.TextField: {"widget": SmallText},
}


class LabelledFieldsMixin:
    """Fetches the unit of rows whose label names it, so that a page asks once per field."""

    def get_field_queryset(self, db: str | None, db_field: models.ForeignKey, request: HttpRequest) -> object:
        """Return the rows that a field offers, with what their label prints."""
        model = db_field.remote_field.model
        if hasattr(model, "choice_label"):
            return model._default_manager.using(db).select_related("unit")
        return super().get_field_queryset(db, db_field, request)


class OfficeAdmin(LabelledFieldsMixin, admin.ModelAdmin):
    """Base of all editable pages."""

    formfield_overrides = FIELDS
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False


class OfficeFormSet(BaseInlineFormSet):
    """Rows under a page, with sentences in its words."""

    def add_fields(self, form: Form, index: int | None) -> None:
        """Name every field after its column, which its table shows to the eye alone."""
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if field.label and not widget.is_hidden:
                widget.attrs.setdefault("aria-label", field.label)

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """Name the fields that two rows share as the page names them, not as the code does."""
        shared = [name for name in unique_check if name != self.fk.name]
        labels = " dan ".join(str(self.model._meta.get_field(name).verbose_name) for name in shared)
        return f"Dua baris punya {labels} yang sama. Ubah salah satunya."


class _OwnTable:
    """Draws Django's table of rows, with plain cells for the column heads in which nothing stands.

    A table that is only read may be wider than its place and has no field in it: the keyboard reaches it by itself.
    """

    def render(self, context: Context) -> str:
        """Return the table; `{% include %}` takes whatever renders, and puts its text in as it is."""
        table = context.template.engine.get_template("admin/edit_inline/tabular.html").render(context)
        for head, cell in (('<th class="original"></th>', '<td class="original"></td>'), ("<th></th>", "<td></td>")):
            table = table.replace(head, cell)
        if not context["inline_admin_formset"].has_change_permission:
            table = table.replace('<div class="tabular', '<div tabindex="0" class="tabular', 1)
        return table


class Rows(admin.TabularInline):
    """Base of all rows under a page."""

    template = _OwnTable()
    extra = 0


class OfficeInline(LabelledFieldsMixin, Rows):
    """Base of all editable rows under a page."""

    formset = OfficeFormSet
    formfield_overrides = FIELDS


class OwnRowsInline(OfficeInline):
    """Rows that point at other rows of the same page (`own_choices`: field name -> name of the key to the page)."""

    own_choices: dict[str, str] = {}

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField:
        """Offer only rows of the page's own object; a new object has none until it is saved."""
        if db_field.name in self.own_choices:
            key = self.own_choices[db_field.name]
            page = request.resolver_match.kwargs.get("object_id")
            rows = db_field.remote_field.model._default_manager
            kwargs["queryset"] = rows.filter(**{key: page}) if page else rows.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyMixin:
    """Pages and rows that may be read and searched, never written."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody deletes here."""
        return False


def shorten(text: str, length: int = 90) -> str:
    """Return the beginning of a long text for a column of a list."""
    return Truncator(text).chars(length)
