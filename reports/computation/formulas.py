"""The table of all formulas: what each figure is computed with, and where that comes from. Pure.

The functions beside this module pick the formula and its operands and refuse what has no figure; they compute with
nothing but these. `explanation/table.py` lists them by chapter, and `docs/figures.md` is drawn from it.
"""

from dataclasses import replace
from decimal import Decimal

from agreements.enums import Aggregation
from reports.expressions import Added, Count, Formula, Number, Only, Operand, formula
from reports.rounding import published, round_half_up
from reports.rules import PMK_EFFICIENCY_LIMITS, REACHED

PERMENPAN = "Permenpan RB 53/2014 lampiran II"
AGREED = "rumus pada Renstra dan Perjanjian Kinerja, seperti dicetak laporan kecamatan"
NOTHING = Decimal(0)
FULL = Number(REACHED)
DUE_ITSELF = Operand(0, "patokan")

# -- what is typed or laid down ----------------------------------------------------------------------------------------

TARGET = Formula(
    "target",
    "Target tahun",
    "Ditetapkan untuk satu tahun, dari Perjanjian Kinerja; dipakai dengan dua desimal.",
    PERMENPAN,
    rounding=published,
)
UPPER = replace(TARGET, key="target-atas", title="Batas atas target")
LONG_TERM = Formula(
    "target-jangka-menengah",
    "Target jangka menengah",
    "Ditetapkan pada dokumen perencanaan jangka menengah, misalnya Renstra.",
    f"{PERMENPAN}, bab III A",
    rounding=published,
)
TYPED = Formula(
    "ketikan",
    "Angka yang diketik",
    "Diketik sekali pada halaman angka triwulan, untuk semua laporan.",
    "laporan triwulan menurut Perbup Lumajang 6/2018 pasal 4",
)
TERM = replace(TYPED, key="unsur", title="Unsur rasio")
TAKEN = Formula(
    "unsur-terambil",
    "Unsur yang diambil",
    "Tidak diketik di sini: realisasi atau target indikator lain, yang diketik sekali di tempatnya.",
    AGREED,
)
FACTOR = Formula("pengali", "Pengali unsur", "Pengali tetap dari unsur rasio, misalnya 3 dokumen per desa.", AGREED)
SPENT = replace(TYPED, key="realisasi-anggaran", title="Realisasi anggaran yang diketik")
CEILING = Formula(
    "pagu",
    "Pagu",
    "Pagu yang berlaku pada akhir triwulan: DPA, pergeseran, atau DPPA yang terakhir berlaku.",
    f"{PERMENPAN}, bab III B; Permendagri 77/2020",
)
SIGNED = Formula(
    "nilai-pk",
    "Nilai dalam Perjanjian Kinerja",
    "Seperti ditandatangani; bila tidak tercatat, pagu yang berlaku.",
    PERMENPAN,
)
PAST = Formula("lampau", "Angka tahun lalu", "Disalin dari laporan sebelum aplikasi ini dipakai.", PERMENPAN)

# -- realization -------------------------------------------------------------------------------------------------------

CUMULATIVE = formula(
    "realisasi-kumulatif",
    "Realisasi kumulatif",
    "Angka triwulan itu sendiri, yang dihitung sejak 1 Januari; triwulan sebelumnya tidak menggantikannya.",
    PERMENPAN,
    ["angka triwulan"],
    Only,
    rounding=published,
)
LAST = replace(
    CUMULATIVE,
    key="realisasi-terakhir",
    title="Realisasi terakhir",
    rule="Angka triwulan terakhir yang ada, untuk yang diukur sekali setahun.",
)
SUMMED = formula(
    "realisasi-jumlah",
    "Jumlah triwulan",
    "Semua triwulan sampai sekarang dijumlahkan; bila satu saja kosong, tidak ada angkanya.",
    PERMENPAN,
    ["angka triwulan"],
    Added,
    rounding=published,
)
AVERAGED = formula(
    "realisasi-rata-rata",
    "Rata-rata triwulan",
    "Rata-rata triwulan yang ada angkanya; yang kosong tidak ikut dihitung.",
    PERMENPAN,
    ["angka triwulan"],
    lambda typed: Added(typed) / Count(typed),
    rounding=round_half_up,
)
AVERAGED_ONE = replace(AVERAGED, rounding=published)
"""The mean of a single quarter: its figure, which does not vanish."""
TO_DATE = {
    Aggregation.CUMULATIVE: CUMULATIVE,
    Aggregation.LAST: LAST,
    Aggregation.SUM: SUMMED,
    Aggregation.MEAN: AVERAGED,
}

TERM_TO_DATE = formula(
    "unsur-jumlah",
    "Unsur rasio sampai sekarang",
    "Nilai unsur, dari triwulan yang dihitung.",
    AGREED,
    ["nilai triwulan"],
    Added,
    inline=True,
)
TERM_TIMES = formula(
    "unsur-kali",
    "Unsur dengan pengali",
    "Nilai unsur dikalikan pengalinya.",
    AGREED,
    ["nilai unsur", "pengali"],
    lambda value, factor: value * factor,
    inline=True,
)
SIDE = formula(
    "sisi-rasio",
    "Pembilang atau penyebut",
    "Jumlah unsurnya.",
    AGREED,
    ["unsur"],
    Added,
    inline=True,
)
RATIO = formula(
    "rasio-persen",
    "Rasio dalam persen",
    "Pembilang dan penyebut dijumlahkan dahulu, juga antartriwulan; persentase tidak pernah dirata-rata.",
    f"{AGREED} (Candipuro: 19 / 54 = 35,19 %)",
    ["pembilang", "penyebut"],
    lambda above, below: above / below * 100,
    rounding=round_half_up,
)
RATIO_PLAIN = formula(
    "rasio",
    "Rasio",
    "Seperti rasio dalam persen, untuk indikator yang satuannya bukan persen.",
    AGREED,
    ["pembilang", "penyebut"],
    lambda above, below: above / below,
    rounding=round_half_up,
)
MEAN_OF_CHILDREN = formula(
    "rata-rata-anak",
    "Rata-rata indikator di bawahnya",
    "Rata-rata capaian indikator di bawahnya; yang tidak ada angkanya tidak ikut dihitung, dan disebut.",
    "laporan Rowokangkung 01 dan 02: (50 + 50 + 50 + 100) / 4 = 62,50 %",
    ["capaian"],
    lambda reached: Added(reached) / Count(reached),
    rounding=round_half_up,
)

# -- achievement -------------------------------------------------------------------------------------------------------

HIGHER = formula(
    "capaian-naik",
    "Capaian, makin tinggi makin baik",
    "Tidak dibatasi, juga di atas 100 %.",
    PERMENPAN,
    ["realisasi", "target"],
    lambda reached, target: reached / target * 100,
    rounding=round_half_up,
)
LOWER = formula(
    "capaian-turun",
    "Capaian, makin rendah makin baik",
    "Realisasi di bawah target menaikkan capaian; paling rendah 0.",
    AGREED,
    ["realisasi", "target"],
    lambda reached, target: (2 * target - reached) / target * 100,
    rounding=round_half_up,
    limits=(NOTHING, None),
)
ABOVE_RANGE = formula(
    "capaian-di-atas-rentang",
    "Capaian, di atas rentang target",
    "Realisasi di atas rentang dibandingkan dengan batas atasnya.",
    AGREED,
    ["realisasi", "batas atas"],
    lambda reached, upper: reached / upper * 100,
    rounding=round_half_up,
)
BELOW_RANGE = formula(
    "capaian-di-bawah-rentang",
    "Capaian, di bawah rentang target",
    "Realisasi di bawah rentang dibandingkan dengan batas bawahnya.",
    AGREED,
    ["realisasi", "batas bawah"],
    lambda reached, lower: reached / lower * 100,
    rounding=round_half_up,
)
IN_RANGE = formula(
    "capaian-dalam-rentang",
    "Capaian, di dalam rentang target",
    "Realisasi di antara batas bawah dan batas atas mencapai target penuh.",
    AGREED,
    ["realisasi", "batas bawah", "batas atas"],
    lambda _reached, _lower, _upper: FULL,
)

# -- money -------------------------------------------------------------------------------------------------------------

LINES = formula(
    "jumlah-anggaran",
    "Jumlah baris anggaran di bawahnya",
    "Baris yang memuat anggaran dijumlahkan tepat sampai sen; yang belum diisi disebut, dan jumlahnya sebagian.",
    f"{PERMENPAN}, bab III B",
    ["nilai baris"],
    Added,
)
TABLE_LINES = replace(
    LINES,
    key="jumlah-tabel",
    title="Jumlah tabel",
    rule="Tiap baris anggaran tabel sekali, tidak pernah induk bersama rinciannya.",
)
SIGNED_LINES = replace(
    LINES,
    key="jumlah-pk",
    title="Jumlah Perjanjian Kinerja",
    rule="Nilai yang ditandatangani, tiap baris sekali, tidak pernah induk bersama rinciannya.",
)
REMAINING = formula(
    "sisa",
    "Sisa",
    "Kurang dari nol berarti melebihi pagu.",
    f"{PERMENPAN}, bab III B",
    ["realisasi", "pagu"],
    lambda spent, ceiling: ceiling - spent,
)
ABSORPTION = formula(
    "serapan",
    "Serapan",
    "Jumlah dibagi jumlah, juga pada induk dan tabel: tidak pernah rata-rata serapan rinciannya.",
    f"{PERMENPAN}, bab III B",
    ["realisasi", "pagu"],
    lambda spent, ceiling: spent / ceiling * 100,
    rounding=round_half_up,
)

# -- performance against money -----------------------------------------------------------------------------------------

MEAN_OF_OUTCOMES = replace(
    MEAN_OF_CHILDREN,
    key="rata-rata-hasil",
    title="Rata-rata capaian satu baris",
    rule="Satu baris anggaran untuk beberapa indikator: rata-rata capaiannya.",
)
MEAN_ACHIEVEMENT = replace(
    MEAN_OF_CHILDREN,
    key="rata-rata-capaian",
    title="Rata-rata capaian",
    rule="Rata-rata capaian indikator tabel, tiap indikator sekali; yang tidak ada angkanya tidak ikut dihitung.",
    source="laporan Bagian Organisasi: 81,74",
)
MEAN_ABSORPTION = formula(
    "rata-rata-serapan",
    "Rata-rata serapan",
    "Rata-rata serapan baris tabel, tanpa bobot; berbeda dari serapan jumlahnya.",
    "laporan Bagian Organisasi: 68,06 (serapan jumlahnya 43,12)",
    ["serapan"],
    lambda shares: Added(shares) / Count(shares),
    rounding=round_half_up,
)
DIFFERENCE = formula(
    "efisiensi",
    "Efisiensi",
    "Selisih dalam poin persentase, pilihan bawaan.",
    "laporan Bagian Organisasi: 81,74 − 68,06 = 13,68",
    ["capaian", "serapan"],
    lambda reached, absorbed: reached - absorbed,
    rounding=round_half_up,
)
INDEX = formula(
    "indeks-efisiensi",
    "Indeks efisiensi (IE)",
    "Di sekitar 1; pilihan kabupaten.",
    "indeks efisiensi, seperti dilaporkan BPOM",
    ["capaian", "serapan"],
    lambda reached, absorbed: reached / absorbed,
    rounding=round_half_up,
)
TECHNICAL = formula(
    "efisiensi-teknis",
    "Tingkat efisiensi (TE)",
    "Indeks efisiensi dikurangi 1.",
    "tingkat efisiensi, seperti dilaporkan BPOM",
    ["IE"],
    lambda index: index - 1,
    rounding=round_half_up,
)
DUE = formula(
    "patokan",
    "Patokan biaya",
    "Pagu dikalikan capaian: berapa capaian itu semestinya menghabiskan.",
    "PMK 22/PMK.02/2021, lampiran",
    ["capaian", "pagu"],
    lambda reached, ceiling: ceiling * reached / 100,
    inline=True,
)
DUE_AND_PAID = replace(
    DUE,
    key="patokan-terbayar",
    title="Patokan biaya baris yang sudah ada realisasinya",
    names=("patokan", "realisasi"),
    expression=DUE_ITSELF,
)
DUE_TOTAL = replace(
    LINES,
    key="jumlah-patokan",
    title="Jumlah patokan biaya",
    rule="Baris yang punya capaian, pagu, dan realisasi.",
    source="PMK 22/PMK.02/2021, lampiran",
)
PAID_TOTAL = replace(DUE_TOTAL, key="jumlah-realisasi-patokan", title="Jumlah realisasi baris yang dihitung")
SAVING = formula(
    "efisiensi-pmk",
    "Efisiensi menurut PMK 22/PMK.02/2021",
    "Hemat terhadap patokan biaya, antara −20 dan 20; pilihan kabupaten.",
    "PMK 22/PMK.02/2021, lampiran",
    ["patokan", "realisasi"],
    lambda due, paid: (due - paid) / due * 100,
    rounding=round_half_up,
    limits=PMK_EFFICIENCY_LIMITS,
)
COST_REALIZED = formula(
    "biaya-realisasi",
    "Biaya per hasil, realisasi",
    "Rupiah per satuan indikator; untuk persen, per poin persentase. Tidak untuk yang makin rendah makin baik.",
    f"{PERMENPAN}, efisiensi sumber daya",
    ["realisasi kinerja", "realisasi anggaran"],
    lambda reached, spent: spent / reached,
    rounding=round_half_up,
)
COST_PLANNED = formula(
    "biaya-rencana",
    "Biaya per hasil, rencana",
    "Yang direncanakan untuk satu satuan; tidak untuk target berupa rentang.",
    f"{PERMENPAN}, efisiensi sumber daya",
    ["target", "pagu"],
    lambda target, ceiling: ceiling / target,
    rounding=round_half_up,
)
COST_RATIO = formula(
    "rasio-biaya",
    "Biaya realisasi terhadap rencana",
    "1,25 berarti satu hasil seperempat lebih mahal daripada rencana.",
    f"{PERMENPAN}, efisiensi sumber daya",
    ["biaya realisasi", "biaya rencana"],
    lambda realized, planned: realized / planned,
    rounding=round_half_up,
)

# -- over the years ----------------------------------------------------------------------------------------------------

CHANGE = formula(
    "selisih",
    "Selisih dengan triwulan yang sama tahun lalu",
    "Dalam satuan indikator; dua persentase berselisih dalam poin persentase, bukan persen.",
    f"{PERMENPAN}, bab III A",
    ["sekarang", "dahulu"],
    lambda now, then: now - then,
    rounding=round_half_up,
)

# -- units side by side ------------------------------------------------------------------------------------------------

MEDIAN = formula(
    "median",
    "Median unit",
    "Angka yang di tengah bila semua unit diurutkan; dari jumlah genap, rata-rata dua yang di tengah. Unit tanpa angka"
    " tidak ikut, dan satu unit yang mencapai 10.000 % tidak menggesernya.",
    "median, seperti dalam statistik; perbandingan antarunit menurut Permenpan RB 53/2014 lampiran II",
    ["angka tengah"],
    lambda middle: Added(middle) / Count(middle),
    rounding=round_half_up,
)
UNITS = replace(
    LINES,
    key="jumlah-unit",
    title="Jumlah unit",
    rule="Baris anggaran yang sama dari beberapa unit dijumlahkan tepat sampai sen.",
)
IN_TIME = formula(
    "ketepatan",
    "Laporan tepat waktu",
    "Laporan yang pertama kali diajukan tepat waktu, dibagi semua laporan yang seharusnya masuk, termasuk yang belum"
    " dibuka dan yang batas waktunya belum tiba.",
    "batas waktu menurut Perbup Lumajang 6/2018 pasal 4",
    ["tepat waktu", "seharusnya"],
    lambda came, owed: came / owed * 100,
    rounding=round_half_up,
)
