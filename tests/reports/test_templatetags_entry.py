"""The boxes of an entry grid and the figures beside them, as markup; whatever was typed stays text."""

import pytest
from django import forms
from django.template import Context, Template

from agreements.forms.fields import NumberField
from agreements.numbers import FIGURE


class Sheet(forms.Form):
    angka = NumberField(kind=FIGURE, unit_of_measure="%", label="Angka")
    ket = forms.CharField(label="Ket & lain", max_length=9, required=False)


def drawn(tag, **context):
    return Template("{% load entry %}" + tag).render(Context(context))


def test_a_text_has_label_box_and_limit():
    form = Sheet(initial={"ket": "a <b>"})
    assert drawn("{% words form.ket %}", form=form) == (
        '<label for="id_ket">Ket &amp; lain</label>\n'
        '<textarea name="ket" id="id_ket" rows="1" maxlength="9" class="form-control form-control-sm">\n'
        "a &lt;b&gt;</textarea>\n"
    )


def test_a_wrong_text_says_so_beside_its_box():
    form = Sheet({"ket": "<script>x</script>"})
    markup = drawn("{% words form.ket %}", form=form)
    assert (
        'class="form-control form-control-sm is-invalid" aria-invalid="true" aria-describedby="id_ket_error"' in markup
    )
    assert '<p class="cell-error" id="id_ket_error">' in markup
    assert "&lt;script&gt;" in markup
    assert "<script>" not in markup


@pytest.mark.parametrize(("unit", "beside"), [("%", '<span class="cell-unit" aria-hidden="true">%</span>'), ("", "")])
def test_a_figure_has_a_box_with_its_kind_and_unit(unit, beside):
    markup = drawn("{% figure_box form.angka unit %}", form=Sheet(), unit=unit)
    assert markup == (
        '<div class="cell-input"><input type="text" name="angka" value="" id="id_angka" class="form-control num"'
        f' inputmode="decimal" autocomplete="off" spellcheck="false" data-number="figure" data-unit="%">{beside}</div>\n'
    )


def test_a_wrong_figure_keeps_what_was_typed():
    markup = drawn('{% figure_box form.angka "" %}', form=Sheet({"angka": '1,2,3"><b>'}))
    assert 'value="1,2,3&quot;&gt;&lt;b&gt;"' in markup
    assert 'class="form-control num is-invalid"' in markup
    assert ' aria-invalid="true"' in markup
    assert '<p class="cell-error" id="id_angka_error">' in markup


def test_a_figure_leads_to_how_it_came_about():
    assert drawn('{% asked "/hitungan/" "anggaran-1" "pagu" told %}', told="1 < 2") == (
        '<a class="ask" href="/hitungan/?angka=anggaran-1-pagu" data-angka>1 &lt; 2'
        '<span class="visually-hidden"> hitungan</span></a>'
    )
    tag = '{% asked "/" "a" "sisa" "–" live="sisa" reason=why computed=True beside_cell=1 %}'
    assert drawn(tag, why="Belum <ada>.") == (
        '<a class="ask" href="/?angka=a-sisa" data-angka tabindex="-1"><span class="computed" data-live="sisa"'
        ' title="Belum &lt;ada&gt;.">–</span><span class="visually-hidden"> hitungan</span></a>'
    )
