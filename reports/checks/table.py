"""All checks in one table: code, severity, what finds, and the slip or rule that each comes from. Pure."""

from agreements.enums import Severity
from reports.checks.agreed import (
    find_changed_amounts,
    find_changed_targets,
    find_old_ceilings,
    find_spending_over_agreement,
)
from reports.checks.figures import (
    find_missing_agreement,
    find_missing_ceilings,
    find_missing_figures,
    find_missing_targets,
    find_partial_sums,
    find_spending_over_ceiling,
)
from reports.checks.kinds import Check, TextCheck
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
        Severity.ERROR,
        find_missing_agreement,
        "Perbup Lumajang 6/2018 pasal 4: a report is on the agreement between a post and its superior",
    ),
    Check(
        "missing_figure",
        Severity.ERROR,
        find_missing_figures,
        "Rowokangkung 05, table 2.3: target and realization left blank",
    ),
    Check(
        "over_ceiling",
        Severity.ERROR,
        find_spending_over_ceiling,
        "Permenpan RB 53/2014 lampiran II, bab III B: spending is measured against the ceiling",
    ),
    Check(
        "partial_sum",
        Severity.ERROR,
        find_partial_sums,
        "Rowokangkung 02, row 2: a sub kegiatan of 3.600.000 forgotten in the sum",
    ),
    Check(
        "signer_not_appointed",
        Severity.ERROR,
        find_signers_not_appointed,
        "Rowokangkung 01 to 12: names and NIP of one superior written three ways",
    ),
    Check(
        "signed_early",
        Severity.ERROR,
        find_signature_before_period_ends,
        "Perbup Lumajang 6/2018 pasal 4: a report is made after the quarter; Candipuro signs on its last day",
    ),
    Check(
        "unit_of_measure",
        Severity.ERROR,
        find_units_that_differ,
        "Rowokangkung 03, table 2.3: 50 % set against 1 fasilitasi (W03-14)",
    ),
    Check(
        "missing_target",
        Severity.WARNING,
        find_missing_targets,
        "Rowokangkung 06, table 2.3: indicators without a target",
    ),
    Check(
        "missing_ceiling",
        Severity.WARNING,
        find_missing_ceilings,
        "Permenpan RB 53/2014 lampiran II, bab III B: absorption needs a ceiling",
    ),
    Check(
        "unit_wording",
        Severity.WARNING,
        find_unit_wordings,
        "Rowokangkung 05, table 2.1: 'Persentase ...' with a target in dokumen (W05-07)",
    ),
    Check(
        "fallen",
        Severity.WARNING,
        find_fallen_figures,
        "The seeds: figures are cumulative from 1 January; one that falls is a correction, and needs a word",
    ),
    Check(
        "spent_without_outcome",
        Severity.WARNING,
        find_spending_without_outcome,
        "Permenpan RB 53/2014 lampiran II: efficiency of resources sets money against outcomes",
    ),
    Check(
        "far_over",
        Severity.WARNING,
        find_far_over,
        "Published reports go far above 100 %; the caps in use end at 120 %",
    ),
    Check(
        "far_apart",
        Severity.NOTE,
        find_far_apart,
        "Permenpan RB 53/2014 lampiran II: causes of success or failure",
    ),
    Check(
        "ten_times",
        Severity.WARNING,
        find_jumps,
        "Rowokangkung 01: digits swapped and lost in hand-typed amounts (W01-11, C01)",
    ),
    Check(
        "target_changed",
        Severity.WARNING,
        find_changed_targets,
        "Permenpan RB 53/2014 lampiran I: a changed target needs a changed agreement",
    ),
    Check(
        "amount_changed",
        Severity.WARNING,
        find_changed_amounts,
        "Bagian Organisasi: table 2.3 against Lampiran I (O05 to O10)",
    ),
    Check(
        "over_agreement",
        Severity.WARNING,
        find_spending_over_agreement,
        "Bagian Organisasi: 15.323.000 spent of 14.654.000 signed (O11)",
    ),
    Check(
        "old_ceiling",
        Severity.NOTE,
        find_old_ceilings,
        "Permendagri 77/2020: DPPA-SKPD replaces the DPA of all lines of a unit",
    ),
    Check(
        "acting_title",
        Severity.WARNING,
        find_acting_titles_that_differ,
        "Candipuro: Plt. Camat; Rowokangkung 01: Pj. Bupati signs the agreement",
    ),
    Check(
        "other_superior_agreed",
        Severity.WARNING,
        find_other_superiors_agreed,
        "Rowokangkung 07: title of the Sekretaris, name of the Camat (W07-11)",
    ),
    Check(
        "faulty_nip",
        Severity.ERROR,
        find_faulty_nips,
        "Rowokangkung 02: a birth date in month 30 (W02-28)",
    ),
    *TEXT_CHECKS,
)
"""All checks, in the order of their findings; new ones are added here, those of texts in `text_table`."""
