"""Fixed wordings of papers: the statement of a Perjanjian Kinerja, the response sheet, the mark of approval. Pure.

The statement is that of Permenpan RB 53/2014 lampiran I, which every Perjanjian Kinerja repeats.
"""

from agreements.enums import Echelon
from agreements.numbers import format_date
from reports.inputs import ApprovalEntry, Signer
from reports.narrative.story import Story
from reports.narrative.words import signature_title

OPENING = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada"
    " hasil, kami yang bertanda tangan di bawah ini:"
)
FIRST_PARTY = "Selanjutnya disebut pihak pertama."
SECOND_PARTY = "Selaku atasan langsung pihak pertama, selanjutnya disebut pihak kedua."
PROMISE = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam rangka"
    " mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan dan"
    " kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
SUPERVISION = (
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari"
    " perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
)


def answer(story: Story, superior: Signer) -> str:
    """Say who answers which report."""
    return (
        f"Setelah membaca Laporan Kinerja {story.quarter.name} Tahun {story.quarter.year} {story.post},"
        f" {signature_title(superior, capitals=False)}"
        f"{'' if superior.echelon is Echelon.HEAD else ' selaku atasan langsung'} memberikan tanggapan sebagai berikut:"
    )


def approved(approval: ApprovalEntry) -> str:
    """Say who approved the document and when, as it stands over the code that proves it."""
    who = f"{approval.name}, {approval.title}," if approval.name else approval.title
    when = f"pada {format_date(approval.approved_on)} (revisi {approval.revision})"
    if approval.on_paper:
        said = f"Tanggapan {who} atas dokumen ini diberikan di atas kertas dan dicatat oleh Bagian Organisasi {when}."
    else:
        said = f"Dokumen ini disetujui secara elektronik oleh {who} {when}."
    return f"{said} Keasliannya dapat diperiksa pada alamat berikut dengan kode:"
