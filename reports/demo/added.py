"""Sub kegiatan of the common nomenclature, which synthetic kecamatan have beside those of the demo's kecamatan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Added:
    """A sub kegiatan under one of the template's kegiatan (its key), with its only outcome; amounts in rupiah."""

    kegiatan: str
    name: str
    indicator: str
    unit: str
    target: int
    ceiling: int


ADDED = (
    Added(
        "kegiatan-perencanaan", "Koordinasi dan penyusunan DPA-SKPD", "Jumlah dokumen DPA-SKPD", "dokumen", 2, 2_150_000
    ),
    Added(
        "kegiatan-perencanaan",
        "Evaluasi kinerja perangkat daerah",
        "Jumlah laporan evaluasi kinerja",
        "laporan",
        4,
        3_600_000,
    ),
    Added(
        "kegiatan-keuangan",
        "Koordinasi dan penyusunan laporan keuangan bulanan SKPD",
        "Jumlah laporan keuangan bulanan",
        "laporan",
        12,
        4_200_000,
    ),
    Added(
        "kegiatan-bmd",
        "Pengamanan barang milik daerah SKPD",
        "Jumlah dokumen pengamanan barang milik daerah",
        "dokumen",
        4,
        1_800_000,
    ),
    Added(
        "kegiatan-bmd",
        "Pembinaan, pengawasan dan pengendalian barang milik daerah pada SKPD",
        "Jumlah laporan pengendalian barang milik daerah",
        "laporan",
        4,
        1_450_000,
    ),
    Added(
        "kegiatan-administrasi-umum",
        "Penyediaan peralatan dan perlengkapan kantor",
        "Jumlah paket peralatan dan perlengkapan kantor",
        "paket",
        4,
        24_500_000,
    ),
    Added(
        "kegiatan-administrasi-umum",
        "Penyediaan bahan bacaan dan peraturan perundang-undangan",
        "Jumlah dokumen bahan bacaan",
        "dokumen",
        12,
        3_000_000,
    ),
    Added(
        "kegiatan-administrasi-umum", "Penyediaan bahan/material", "Jumlah paket bahan/material", "paket", 2, 9_750_000
    ),
    Added("kegiatan-pengadaan", "Pengadaan mebel", "Jumlah mebel yang disediakan", "unit", 10, 18_000_000),
    Added(
        "kegiatan-pengadaan",
        "Pengadaan sarana dan prasarana pendukung gedung kantor",
        "Jumlah sarana pendukung gedung kantor",
        "unit",
        4,
        27_300_000,
    ),
    Added(
        "kegiatan-jasa-penunjang",
        "Penyediaan jasa peralatan dan perlengkapan kantor",
        "Jumlah laporan jasa peralatan dan perlengkapan",
        "laporan",
        12,
        12_600_000,
    ),
    Added("kegiatan-pemeliharaan", "Pemeliharaan mebel", "Jumlah mebel yang dipelihara", "unit", 8, 4_800_000),
    Added(
        "kegiatan-koordinasi-pemerintahan",
        "Peningkatan efektivitas pelayanan kepada masyarakat di wilayah kecamatan",
        "Jumlah laporan pelayanan kepada masyarakat",
        "laporan",
        12,
        15_200_000,
    ),
    Added(
        "kegiatan-urusan-dilimpahkan",
        "Pelaksanaan pelayanan perizinan nonusaha",
        "Jumlah laporan pelayanan perizinan nonusaha",
        "laporan",
        12,
        6_400_000,
    ),
    Added(
        "kegiatan-keluarga",
        "Fasilitasi pemberdayaan dan kesejahteraan keluarga",
        "Jumlah keluarga yang difasilitasi",
        "keluarga",
        40,
        11_900_000,
    ),
    Added(
        "kegiatan-ketenteraman",
        "Harmonisasi hubungan dengan tokoh agama dan tokoh masyarakat",
        "Jumlah laporan harmonisasi hubungan",
        "laporan",
        6,
        8_700_000,
    ),
    Added(
        "kegiatan-urusan-umum",
        "Pembinaan wawasan kebangsaan dan ketahanan nasional",
        "Jumlah laporan pembinaan wawasan kebangsaan",
        "laporan",
        4,
        9_300_000,
    ),
    Added(
        "kegiatan-binwas",
        "Fasilitasi penyusunan peraturan desa dan peraturan kepala desa",
        "Jumlah dokumen peraturan desa yang difasilitasi",
        "dokumen",
        10,
        7_500_000,
    ),
    Added(
        "kegiatan-binwas",
        "Fasilitasi pelaksanaan tugas kepala desa dan perangkat desa",
        "Jumlah laporan fasilitasi kepala desa",
        "laporan",
        12,
        5_600_000,
    ),
)
