"""Who signs, with which title, and whose boxes are ticked."""

from dataclasses import replace

from agreements.enums import AppointmentKind, ReportStatus, ResponseOption
from reports.document.people import NOBODY, place_of, report_signatures, response_boxes, signature
from tests.reports.document.making import CAMAT, KASI, inputs, story


def test_a_signature_names_the_post_or_leaves_that_to_its_lines():
    titled = signature(replace(CAMAT, kind=AppointmentKind.PLT, rank="Pembina"), ("Mengetahui,",))
    assert (titled.title, titled.lines, titled.rank) == ("Plt. CAMAT ROWOKANGKUNG", ("Mengetahui,",), "Pembina")
    assert signature(CAMAT, ("Pihak Kedua,",), titled=False).title == ""
    assert signature(replace(CAMAT, name=""), ()).name == NOBODY


def test_the_superior_acknowledges_where_the_form_says_so():
    told = story(inputs(signer=KASI, superior=CAMAT))
    assert report_signatures(told, acknowledged=True).left.name == CAMAT.name
    assert report_signatures(told, acknowledged=False).left is None


def test_the_place_is_the_units_or_its_name():
    assert place_of(story(inputs())) == "Rowokangkung"
    assert place_of(story(inputs(unit={"place": ""}))) == "Rowokangkung"


def test_boxes_wait_for_the_approval():
    draft = inputs(response_options=(ResponseOption.POOR,), response_note="Perbaiki")
    assert not any(ticked for _, ticked in response_boxes(story(draft)).options)
    final = response_boxes(story(replace(draft, status=ReportStatus.APPROVED)), as_table=True)
    assert [label for label, ticked in final.options if ticked] == ["Laporan kurang baik"]
    assert (final.note, final.as_table) == ("Perbaiki", True)
