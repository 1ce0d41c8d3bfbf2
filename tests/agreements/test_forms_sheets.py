"""A field for a spreadsheet cleans to bytes that passed the gate."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.forms.sheets import SheetField
from tests.sheets import workbook


def cleaned(content):
    return SheetField().clean(SimpleUploadedFile("a.xlsx", content) if content is not None else None)


def test_bytes_of_a_workbook():
    content = workbook([["x"]])
    assert cleaned(content) == content


@pytest.mark.parametrize(("content", "says"), [(None, "Pilih berkas"), (b"", "kosong"), (b"%PDF-", "PDF")])
def test_anything_else_is_refused_in_a_sentence(content, says):
    with pytest.raises(forms.ValidationError, match=says):
        cleaned(content)
