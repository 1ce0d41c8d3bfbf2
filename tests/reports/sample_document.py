"""Hand-made documents that hold every kind of block, for the tests of everything that draws."""

from dataclasses import replace
from decimal import Decimal

from reports.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Cover,
    FractionBlock,
    Heading,
    ItemList,
    ListItem,
    Marker,
    Paragraph,
    ReportDocument,
    ResponseBoxes,
    Row,
    RowStyle,
    SignatureColumn,
    Signatures,
    Table,
    TableRef,
    Verification,
)

LONG_NAME = (
    "Persentase hasil fasilitasi dan koordinasi penyelenggaraan pemerintahan di tingkat kecamatan yang ditindaklanjuti "
)
LONGEST_NAME = (LONG_NAME * 9)[:900].strip()

STRATEGY = (
    "mengalokasikan belanja sehubungan dengan kegiatan",
    "melakukan koordinasi dengan para kepala seksi dan sub bagian mengenai anggaran kegiatan",
    "melakukan evaluasi internal mengenai pelaksanaan kegiatan",
    "meningkatkan kerja sama dan koordinasi dengan seksi-seksi yang ada di kecamatan",
)


def money(text: str) -> Cell:
    return Cell(text, CellKind.MONEY, Decimal(text.replace(".", "").replace(",", ".")))


def percent(text: str, footnote: str = "") -> Cell:
    if text == "–":
        return Cell(text, CellKind.PERCENT, footnote=footnote)
    return Cell(text, CellKind.PERCENT, Decimal(text.replace(",", ".")))


def number(text: str) -> Cell:
    return Cell(text, CellKind.NUMBER, Decimal(text.split(" ")[0].replace(",", ".")))


def row_number(text: str, rowspan: int = 1) -> Cell:
    return Cell(text, CellKind.ROW_NUMBER, rowspan=rowspan)


def agreement_table() -> Table:
    """Rowspans: one objective with three indicators."""
    columns = (
        Column("no", "No", 7, CellKind.ROW_NUMBER, formula="1"),
        Column("objective", "Sasaran", 41, formula="2"),
        Column("indicator", "Indikator Kinerja", 36, formula="3"),
        Column("target", "Target", 16, CellKind.NUMBER, formula="4"),
    )
    objective = "Meningkatnya kualitas fasilitasi pembinaan dan pengawasan pemerintahan desa"
    rows = (
        Row(
            (
                row_number("1"),
                Cell("Meningkatnya Penyelenggaraan Pelayanan Publik di Kecamatan"),
                Cell(LONG_NAME.strip()),
                number("96,83 %"),
            )
        ),
        Row(
            (
                row_number("2", 3),
                Cell(objective, rowspan=3),
                Cell("Persentase desa yang menetapkan RKPDes tepat waktu"),
                number("100 %"),
            )
        ),
        Row((Cell("Persentase desa yang menetapkan APBDes tepat waktu"), number("100 %"))),
        Row((Cell("Persentase desa yang menetapkan LPPDes tepat waktu"), number("100 %"))),
        Row(
            (
                row_number("3"),
                Cell("=1+1"),
                Cell('<b>tebal</b> & "kutip" ≥ 5'),
                Cell("10 jenis fasilitasi", CellKind.NUMBER),
            )
        ),
    )
    return Table("agreement", "2.1", "Lembar Dokumen Perjanjian Kinerja Camat", columns, rows)


def achievement_table() -> Table:
    """A missing figure with its footnote."""
    columns = (
        Column("no", "No", 6, CellKind.ROW_NUMBER, formula="1"),
        Column("objective", "Sasaran Strategis", 26, formula="2"),
        Column("indicator", "Indikator Kinerja", 30, formula="3"),
        Column("target", "Target", 12, CellKind.NUMBER, formula="4"),
        Column("realization", "Realisasi", 13, CellKind.NUMBER, formula="5"),
        Column("achievement", "Capaian (%)", 13, CellKind.PERCENT, formula="6=5/4"),
    )
    rows = (
        Row(
            (
                row_number("1"),
                Cell("Meningkatnya pemberdayaan masyarakat"),
                Cell("Jumlah keluarga yang difasilitasi"),
                number("35 keluarga"),
                number("21 keluarga"),
                percent("60,00"),
            )
        ),
        Row(
            (
                row_number("2"),
                Cell("Meningkatnya akuntabilitas pemerintahan desa"),
                Cell("Jumlah laporan pembinaan"),
                number("4 laporan"),
                Cell("–", CellKind.NUMBER, footnote="a"),
                percent("–", "a"),
            )
        ),
    )
    return Table(
        "achievement",
        "2.2",
        "Capaian Kinerja Kepala Seksi Pemberdayaan Masyarakat",
        columns,
        rows,
        notes=(("a", "Realisasi triwulan ini belum diisi."),),
    )


def cost_columns() -> tuple[Column, ...]:
    return (
        Column("no", "No", 5, CellKind.ROW_NUMBER, formula="1"),
        Column("name", "Sasaran/Kegiatan", 22, formula="2"),
        Column("indicator", "Indikator Kinerja", 21, formula="3"),
        Column("target", "Target", 7, CellKind.NUMBER, "Kinerja", "4"),
        Column("realization", "Realisasi", 8, CellKind.NUMBER, "Kinerja", "5"),
        Column("achievement", "%", 7, CellKind.PERCENT, "Kinerja", "6=5/4"),
        Column("ceiling", "Pagu (Rp)", 12, CellKind.MONEY, "Anggaran", "7"),
        Column("spent", "Realisasi (Rp)", 11, CellKind.MONEY, "Anggaran", "8"),
        Column("absorption", "%", 7, CellKind.PERCENT, "Anggaran", "9=8/7"),
    )


def cost_table(lines: int = 40) -> Table:
    """Landscape, over several pages: merged headings, dividers, subtotal, mean and total rows, a 900-character name."""
    rows = [Row((Cell("Kinerja", colspan=9),), RowStyle.DIVIDER)]
    for at in range(1, lines + 1):
        rows.append(
            Row(
                (
                    row_number(str(at)),
                    Cell(
                        "Koordinasi upaya penyelenggaraan ketenteraman dan ketertiban umum", indent=1 if at % 5 else 0
                    ),
                    Cell(LONGEST_NAME if at == 7 else "Persentase fasilitasi koordinasi ketenteraman"),
                    number("100"),
                    number("62,50"),
                    percent("62,50"),
                    money("1.343.316.618"),
                    money("760.226.149"),
                    percent("56,59"),
                )
            )
        )
    empty = Cell("")
    rows += [
        Row((Cell("Anggaran Program", colspan=9),), RowStyle.DIVIDER),
        Row(
            (
                row_number("1"),
                Cell("Program Pembinaan Dan Pengawasan Pemerintahan Desa"),
                Cell("", items=STRATEGY[:2], marker=Marker.BULLET),
                empty,
                empty,
                percent("–", "b"),
                money("25.725.000"),
                money("0"),
                percent("0,00"),
            )
        ),
        Row((Cell("Subjumlah", colspan=6), money("25.725.000"), money("0"), percent("0,00")), RowStyle.SUBTOTAL),
        Row((Cell("Rata-rata", colspan=5), percent("62,50"), empty, empty, percent("55,21")), RowStyle.MEAN),
        Row(
            (Cell("Jumlah", colspan=6), money("1.917.807.147"), money("935.840.699"), percent("48,80")), RowStyle.TOTAL
        ),
    ]
    return Table(
        "cost",
        "2.3",
        "Cost per Outcome Camat Tahun 2024 – Triwulan II",
        cost_columns(),
        tuple(rows),
        notes=(
            ("a", "Jumlah sementara: 1 dari 14 kegiatan belum diisi."),
            ("", "Pagu menurut DPA."),
            ("b", "Kegiatan ini tidak mempunyai indikator kinerja."),
        ),
        landscape=True,
    )


def strategy_table(rows: int = 9) -> Table:
    """Lists in cells and a row taller than a page."""
    columns = (
        Column("no", "No", 6, CellKind.ROW_NUMBER, formula="1"),
        Column("indicator", "Indikator Kinerja", 30, formula="2"),
        Column("strategy", "Strategi yang Digunakan", 46, formula="3"),
        Column("months", "Pada Bulan", 18, formula="4"),
    )
    body = tuple(
        Row(
            (
                row_number(str(at)),
                Cell("Terpenuhinya fasilitasi penyediaan jasa penunjang urusan pemerintahan daerah"),
                Cell("", items=STRATEGY * (18 if at == 4 else 1)),
                Cell("Januari s.d. Desember 2024"),
            )
        )
        for at in range(1, rows + 1)
    )
    return Table(
        "strategy", "2.4", "Strategi yang Digunakan dalam Mencapai Target Kinerja yang Telah Tercapai", columns, body
    )


def signatures(single: bool = False) -> Signatures:
    right = SignatureColumn(
        (),
        "KEPALA SEKSI PEMBERDAYAAN MASYARAKAT",
        "BUDI SANTOSO, S.Pd.I, MM",
        "Penata Tingkat I",
        "19830202 200201 1 002",
    )
    left = SignatureColumn(
        ("Mengetahui,", "Atasan Langsung"),
        "Plt. CAMAT ROWOKANGKUNG",
        "SITI RAHAYU, S.Sos",
        "Pembina",
        "19770101 200001 2 001",
    )
    return Signatures("Rowokangkung, 1 Juli 2024", None if single else left, right)


OPTIONS = (
    "Laporan sudah baik",
    "Laporan kurang baik",
    "Laporan segera diperbaiki",
    "Target dan realisasi diteliti ulang",
    "Capaian diteliti ulang",
    "Lain-lain",
)


def paragraph(*parts: str | TableRef) -> Paragraph:
    return Paragraph(parts)


def sample_blocks() -> tuple[Block, ...]:
    prose = (
        "Pelaporan kinerja triwulanan sebagaimana dimaksud di atas merupakan perwujudan sikap akuntabilitas Camat dalam "
        "mengidentifikasi hal-hal yang telah dicapai maupun hal-hal yang belum dapat dicapai dalam kurun waktu triwulan "
        "II tahun anggaran 2024. Di samping itu, pelaporan kinerja dimaksud juga bertujuan memberikan gambaran "
        "mengenai efisiensi dan efektivitas antara perencanaan dan pelaksanaan kegiatan."
    )
    duties = tuple(
        ListItem(f"Mengoordinasikan {text};")
        for text in (
            "kegiatan pemberdayaan masyarakat",
            "upaya penyelenggaraan ketenteraman dan ketertiban umum",
            "penerapan dan penegakan peraturan daerah dan peraturan Bupati",
            "pemeliharaan prasarana dan sarana pelayanan umum",
        )
    )
    return (
        Heading(1, "BAB I", "PENDAHULUAN", "bab-1"),
        Heading(2, "1.1", "Dasar Hukum Pembentukan", "dasar"),
        paragraph(prose),
        paragraph("Camat mempunyai fungsi:"),
        ItemList(
            (
                *duties,
                ListItem("melaksanakan urusan lain, meliputi:", (ListItem("perizinan;"), ListItem("pengawasan."))),
            ),
        ),
        paragraph(prose, " “Kutipan” – tanda −5 × 2 ≥ 1 ½ dan nama Şōji."),
        ItemList(
            (
                *duties,
                ListItem(
                    "Lihat Tabel 2.2 untuk rinciannya.",
                    parts=("Lihat ", TableRef("achievement", "2.2"), " untuk rinciannya."),
                ),
            ),
            Marker.BULLET,
        ),
        Heading(1, "BAB II", "AKUNTABILITAS KINERJA", "bab-2"),
        Heading(2, "2.1", "Perjanjian Kinerja", "perjanjian"),
        paragraph("Perjanjian Kinerja Tahun 2024 terdapat pada ", TableRef("agreement", "2.1"), " berikut:"),
        agreement_table(),
        Heading(2, "2.2", "Capaian Kinerja", "capaian"),
        paragraph("Lihat ", TableRef("cost", "2.3", with_page=True), " dan ", TableRef("achievement", "2.2"), "."),
        achievement_table(),
        FractionBlock(
            "Persentase hasil fasilitasi dan koordinasi yang ditindaklanjuti",
            "19 hasil fasilitasi dan koordinasi yang ditindaklanjuti",
            "54 hasil fasilitasi dan koordinasi",
            "35,19 %",
        ),
        cost_table(),
        Heading(2, "2.3", "Evaluasi dan Analisis Kinerja", "evaluasi"),
        paragraph(prose),
        strategy_table(),
        Heading(
            3, "2.3.1", "Hal-hal yang Memengaruhi Capaian Kinerja Kepala Seksi Pemberdayaan Masyarakat Kecamatan", "sub"
        ),
        paragraph(prose),
        Heading(2, "2.5", "Tanggapan Atasan Langsung", "tanggapan"),
        ResponseBoxes(tuple((label, at in (0, 5)) for at, label in enumerate(OPTIONS))),
        Heading(1, "BAB III", "PENUTUP", "bab-3"),
        paragraph(prose),
        ItemList(duties * 3, Marker.DECIMAL),
        paragraph(prose),
        signatures(),
    )


VERIFICATION = Verification(
    sentence="Dokumen ini disetujui secara elektronik. Keasliannya dapat diperiksa pada alamat berikut dengan kode:",
    code="7K3M-9QXT-0B41-WZ58",
    url="https://lkjip.example.go.id/verifikasi/7K3M-9QXT-0B41-WZ58/",
)


def sample_document(blocks: tuple[Block, ...] | None = None, *, draft: bool = False) -> ReportDocument:
    return ReportDocument(
        title="Laporan Kinerja Triwulan II Tahun 2024 – Kepala Seksi Pemberdayaan Masyarakat",
        slug="lkjip-kecamatan-rowokangkung-kepala-seksi-pemberdayaan-masyarakat-2024-tw2",
        running_head="Laporan Kinerja Triwulan II Tahun 2024 – Kepala Seksi Pemberdayaan Masyarakat Kecamatan Rowokangkung",
        author="Budi Santoso, S.Pd.I, MM",
        draft="Draf – belum disetujui" if draft else "",
        cover=Cover(
            regency="Pemerintah Kabupaten Lumajang",
            title="Laporan Kinerja",
            subtitle="Pejabat Eselon IV",
            quarter="Triwulan II",
            official="BUDI SANTOSO, S.Pd.I, MM",
            nip="19830202 200201 1 002",
            position="Kepala Seksi Pemberdayaan Masyarakat",
            unit="Kecamatan Rowokangkung",
            year="Tahun 2024",
            byline="Disusun oleh",
            address=("Jalan Raya Rowokangkung Nomor 1", "Telepon (0334) 000000"),
        ),
        blocks=sample_blocks() if blocks is None else blocks,
    )


def without_tables(document: ReportDocument) -> ReportDocument:
    return replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Table)))
