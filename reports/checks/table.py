"""All checks in one table: code, severity, what finds, and the slip or rule that each comes from. Pure."""

from agreements.enums import FindingTopic, Severity
from reports.checks.agreed import (
    find_changed_amounts,
    find_changed_targets,
    find_old_ceilings,
    find_spending_over_agreement,
    find_unsigned_agreement,
)
from reports.checks.figures import (
    find_goals_without_figures,
    find_missing_agreement,
    find_missing_ceilings,
    find_missing_figures,
    find_missing_targets,
    find_partial_sums,
    find_spending_over_ceiling,
)
from reports.checks.imported import find_imported_sums_that_differ
from reports.checks.kinds import Check, TextCheck
from reports.checks.outliers import find_far_from_others, find_trend_breaks
from reports.checks.people import (
    find_acting_titles_that_differ,
    find_faulty_nips,
    find_other_superiors_agreed,
    find_signature_before_period_ends,
    find_signers_not_appointed,
)
from reports.checks.text_table import TEXT_CHECKS
from reports.checks.trends import (
    find_fallen_figures,
    find_far_apart,
    find_far_over,
    find_jumps,
    find_spending_without_outcome,
)
from reports.checks.units import (
    find_unit_wordings,
    find_units_that_differ,
)

CHECKS: tuple[Check | TextCheck, ...] = (
    Check(
        "missing_agreement",
        "Perjanjian Kinerja belum ada",
        Severity.ERROR,
        find_missing_agreement,
        "Perbup Lumajang 6/2018 pasal 4: a report is on the agreement between a post and its superior",
    ),
    Check(
        "missing_figure",
        "Angka belum diisi",
        Severity.ERROR,
        find_missing_figures,
        "Rowokangkung 05, table 2.3: target and realization left blank",
    ),
    Check(
        "over_ceiling",
        "Belanja melebihi pagu",
        Severity.ERROR,
        find_spending_over_ceiling,
        "Permenpan RB 53/2014 lampiran II, bab III B: spending is measured against the ceiling",
    ),
    Check(
        "partial_sum",
        "Jumlah belum lengkap",
        Severity.ERROR,
        find_partial_sums,
        "Rowokangkung 02, row 2: a sub kegiatan of 3.600.000 forgotten in the sum",
    ),
    Check(
        "signer_not_appointed",
        "Penanda tangan belum ditetapkan",
        Severity.ERROR,
        find_signers_not_appointed,
        "Rowokangkung 01 to 12: names and NIP of one superior written three ways",
        FindingTopic.PEOPLE,
    ),
    Check(
        "signed_early",
        "Tanggal sebelum triwulan berakhir",
        Severity.ERROR,
        find_signature_before_period_ends,
        "Perbup Lumajang 6/2018 pasal 4: a report is made after the quarter; Candipuro signs on its last day",
        FindingTopic.PEOPLE,
    ),
    Check(
        "unit_of_measure",
        "Satuan tidak sama",
        Severity.ERROR,
        find_units_that_differ,
        "Rowokangkung 03, table 2.3: 50 % set against 1 fasilitasi (W03-14)",
    ),
    Check(
        "missing_target",
        "Target belum ditetapkan",
        Severity.WARNING,
        find_missing_targets,
        "Rowokangkung 06, table 2.3: indicators without a target",
    ),
    Check(
        "goal_figures",
        "Indikator tujuan tanpa angka",
        Severity.NOTE,
        find_goals_without_figures,
        "Candipuro, BAB II a: an indicator of the goal without target, realization and achievement (C10)",
    ),
    Check(
        "missing_ceiling",
        "Pagu belum ada",
        Severity.WARNING,
        find_missing_ceilings,
        "Permenpan RB 53/2014 lampiran II, bab III B: absorption needs a ceiling",
    ),
    Check(
        "unit_wording",
        "Nama dan satuan tidak cocok",
        Severity.WARNING,
        find_unit_wordings,
        "Rowokangkung 05, table 2.1: 'Persentase ...' with a target in dokumen (W05-07)",
    ),
    Check(
        "fallen",
        "Angka kumulatif turun",
        Severity.WARNING,
        find_fallen_figures,
        "The seeds: figures are cumulative from 1 January; one that falls is a correction, and needs a word",
    ),
    Check(
        "spent_without_outcome",
        "Belanja tanpa hasil",
        Severity.WARNING,
        find_spending_without_outcome,
        "Permenpan RB 53/2014 lampiran II: efficiency of resources sets money against outcomes",
    ),
    Check(
        "far_over",
        "Capaian jauh di atas 100 %",
        Severity.WARNING,
        find_far_over,
        "Published reports go far above 100 %; the caps in use end at 120 %",
    ),
    Check(
        "far_apart",
        "Capaian jauh dari serapan",
        Severity.NOTE,
        find_far_apart,
        "Permenpan RB 53/2014 lampiran II: causes of success or failure",
    ),
    Check(
        "ten_times",
        "Sepuluh kali triwulan lalu",
        Severity.WARNING,
        find_jumps,
        "Rowokangkung 01: digits swapped and lost in hand-typed amounts (W01-11, C01)",
    ),
    Check(
        "trend_break",
        "Berbeda dari triwulan sebelumnya",
        Severity.NOTE,
        find_trend_breaks,
        "Iglewicz and Hoaglin 1993, modified z-score above 5; Rowokangkung 01: digits swapped (W01-11, C01)",
    ),
    Check(
        "far_from_others",
        "Jauh dari unit lain",
        Severity.NOTE,
        find_far_from_others,
        "Iglewicz and Hoaglin 1993, modified z-score above 5; medians of the summaries of 5 other offices or more",
    ),
    Check(
        "unsigned_agreement",
        "Perjanjian Kinerja masih draf",
        Severity.NOTE,
        find_unsigned_agreement,
        "Permenpan RB 53/2014 lampiran I: an agreement is signed by both; reports called unsigned ones signed",
    ),
    Check(
        "target_changed",
        "Target berubah sejak PK",
        Severity.WARNING,
        find_changed_targets,
        "Permenpan RB 53/2014 lampiran I: a changed target needs a changed agreement",
    ),
    Check(
        "amount_changed",
        "Anggaran PK bukan pagu",
        Severity.WARNING,
        find_changed_amounts,
        "Bagian Organisasi: table 2.3 against Lampiran I (O05 to O10)",
    ),
    Check(
        "over_agreement",
        "Belanja melebihi PK",
        Severity.WARNING,
        find_spending_over_agreement,
        "Bagian Organisasi: 15.323.000 spent of 14.654.000 signed (O11)",
    ),
    Check(
        "old_ceiling",
        "Pagu sebelum perubahan",
        Severity.NOTE,
        find_old_ceilings,
        "Permendagri 77/2020: DPPA-SKPD replaces the DPA of all lines of a unit",
    ),
    Check(
        "imported_sum",
        "Jumlah di lembar impor berbeda",
        Severity.WARNING,
        find_imported_sums_that_differ,
        "Rowokangkung 02, row 2: a sub kegiatan of 3.600.000 was forgotten in the sum of its kegiatan",
    ),
    Check(
        "acting_title",
        "Sebutan Plt. berbeda",
        Severity.WARNING,
        find_acting_titles_that_differ,
        "Candipuro: Plt. Camat; Rowokangkung 01: Pj. Bupati signs the agreement",
        FindingTopic.PEOPLE,
    ),
    Check(
        "other_superior_agreed",
        "PK dengan atasan lain",
        Severity.WARNING,
        find_other_superiors_agreed,
        "Rowokangkung 07: title of the Sekretaris, name of the Camat (W07-11)",
        FindingTopic.PEOPLE,
    ),
    Check(
        "faulty_nip",
        "NIP tidak mungkin",
        Severity.ERROR,
        find_faulty_nips,
        "Rowokangkung 02: a birth date in month 30 (W02-28)",
        FindingTopic.PEOPLE,
    ),
    *TEXT_CHECKS,
)
"""All checks, in the order of their findings; new ones are added here, those of texts in `text_table`."""
