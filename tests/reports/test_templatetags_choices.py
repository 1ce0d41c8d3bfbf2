"""The options of a list: the chosen one is selected, and names stay text."""

from django.template import Context, Template


def drawn(choices, chosen):
    return Template("{% load choices %}{% options choices chosen %}").render(Context(locals()))


def test_the_chosen_one_is_selected_and_names_stay_text():
    assert drawn([("", "Semua"), ("a", "A & <b>"), ('"', "C")], "a") == (
        '<option value="">Semua</option>\n'
        '<option value="a" selected>A &amp; &lt;b&gt;</option>\n'
        '<option value="&quot;">C</option>\n'
    )
    assert "selected" not in drawn([("a", "A")], "")
    assert drawn([], "a") == ""
