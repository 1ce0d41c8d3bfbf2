"""Who signs, with which title, whose boxes are ticked, and what marks an approved document."""

import datetime
from dataclasses import replace

import pytest

from agreements.enums import AppointmentKind, ReportForm, ReportStatus, ResponseOption
from reports.document.blocks import Signatures, Verification
from reports.document.people import NOBODY, place_of, report_signatures, response_boxes, signature, verification
from reports.inputs import ApprovalEntry
from tests.reports.document.making import CAMAT, KASI, document, inputs, story


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


APPROVAL = ApprovalEntry(
    code="7K3M-2019-2020-WZ58",
    address="https://lkjip.example.go.id/verifikasi/7K3M-2019-2020-WZ58/",
    revision=2,
    approved_on=datetime.date(2024, 7, 9),
    name="SITI RAHAYU, S.Sos",
    title="Plt. Camat Rowokangkung",
)


def test_only_an_approved_document_carries_the_mark():
    assert verification(story(inputs())) is None
    assert document(inputs()).verification is None
    mark = verification(story(inputs(approval=APPROVAL)))
    assert (mark.code, mark.url) == (APPROVAL.code, APPROVAL.address)
    assert mark.sentence == (
        "Dokumen ini disetujui secara elektronik oleh SITI RAHAYU, S.Sos, Plt. Camat Rowokangkung, pada 9 Juli 2024"
        " (revisi 2). Keasliannya dapat diperiksa pada alamat berikut dengan kode:"
    )


def test_an_answer_on_paper_is_not_called_electronic():
    paper = replace(APPROVAL, name="", title="Bupati Lumajang", on_paper=True)
    assert verification(story(inputs(approval=paper))).sentence.startswith(
        "Tanggapan Bupati Lumajang atas dokumen ini diberikan di atas kertas dan dicatat oleh Bagian Organisasi pada"
        " 9 Juli 2024 (revisi 2)."
    )


@pytest.mark.parametrize("form", ReportForm)
def test_the_mark_follows_the_last_signature_of_every_form(form):
    """Code and address stay as they are: good print would make '2019-2020' a span of years."""
    made = document(inputs(form=form, approval=APPROVAL))
    kinds = [type(block) for block in made.blocks]
    assert isinstance(made.blocks[kinds.index(Verification) - 1], Signatures)
    assert (made.verification.code, made.verification.url) == (APPROVAL.code, APPROVAL.address)
