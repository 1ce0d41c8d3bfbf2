"""The checks of what was written by hand: code, severity, what finds, and the slip or rule behind each. Pure."""

from agreements.enums import Severity
from reports.checks.amounts import (
    find_malformed_amounts,
    find_points_called_percent,
    find_unknown_amounts,
    find_unknown_percents,
    find_words_that_differ,
)
from reports.checks.counted import (
    find_all_reached,
    find_counts_that_differ,
    find_none_reached,
    find_nothing_open,
    find_nothing_spent,
)
from reports.checks.directions import (
    find_wrong_directions,
    find_wrong_sides,
)
from reports.checks.kinds import TextCheck
from reports.checks.named import (
    find_rows_told_otherwise,
)
from reports.checks.offices import (
    find_other_posts,
    find_other_superiors,
    find_other_units,
    find_same_echelons,
    find_unknown_programmes,
)
from reports.checks.periods import (
    find_dates_outside,
    find_impossible_dates,
    find_other_quarters,
    find_other_spans,
    find_other_years,
    find_slips_of_quarter,
    find_whole_years,
    find_wrong_next_quarters,
)
from reports.checks.regulations import (
    find_regulations_cited_otherwise,
    find_unknown_regulations,
)
from reports.checks.texts import find_overtaken_texts
from reports.checks.wording import (
    find_broken_numbers,
    find_copied_plans,
    find_copied_texts,
    find_doubled_words,
    find_placeholders,
    find_slips,
)

TEXT_CHECKS: tuple[TextCheck, ...] = (
    TextCheck(
        "impossible_date",
        Severity.ERROR,
        find_impossible_dates,
        "Nine reports of Rowokangkung: '31 Juni 2024' (W02-01, W03-09, W06-02, W07-02, ...)",
    ),
    TextCheck(
        "malformed_amount",
        Severity.ERROR,
        find_malformed_amounts,
        "Ranuyoso, table 2.2: '22.90.000' (R02)",
    ),
    TextCheck(
        "placeholder",
        Severity.ERROR,
        find_placeholders,
        "No seed: what a text handed on as a template leaves to be filled in",
    ),
    TextCheck(
        "other_quarter",
        Severity.WARNING,
        find_other_quarters,
        "Rowokangkung 03, 05, 08, 11, 12: 'triwulan I' in reports of triwulan II (W03-02, W05-16, W12-01, ...)",
    ),
    TextCheck(
        "other_year",
        Severity.WARNING,
        find_other_years,
        "Ranuyoso 2.1: 'Perjanjian Kinerja Tahun 2023'; Candipuro A.2: 'dengan tahun 2022' (R01, C04)",
    ),
    TextCheck(
        "other_period",
        Severity.WARNING,
        find_other_spans,
        "The seeds: thirteen periods from 1 January, two of the quarter alone; a post prints the one it chose (W05-09)",
    ),
    TextCheck(
        "outside_period",
        Severity.WARNING,
        find_dates_outside,
        "Permenpan RB 53/2014 lampiran II: a report tells of its own period",
    ),
    TextCheck(
        "whole_year",
        Severity.WARNING,
        find_whole_years,
        "Ranuyoso 2.4: 'Selama tahun anggaran 2024 ... telah melaksanakan' in triwulan I (R09)",
    ),
    TextCheck(
        "next_quarter",
        Severity.WARNING,
        find_wrong_next_quarters,
        "Ranuyoso BAB III, Rowokangkung 10: October and November as 'triwulan berikutnya' (R13, W10-29)",
    ),
    TextCheck(
        "quarter_misspelled",
        Severity.WARNING,
        find_slips_of_quarter,
        "Candipuro 'Trwiulan I', Rowokangkung 05 'twiwulan I', Ranuyoso 'Novembe 2024' (C28, W05-19, R23)",
    ),
    TextCheck(
        "other_unit",
        Severity.WARNING,
        find_other_units,
        "Rowokangkung 10, 2.4: 'kecamatan Ranuyoso' left over from its report (W10-19)",
    ),
    TextCheck(
        "other_post",
        Severity.WARNING,
        find_other_posts,
        "Rowokangkung 08, 09, 10: duties and agreement of another post (W08-16, W09-05, W09-06, W10-05)",
    ),
    TextCheck(
        "other_superior",
        Severity.WARNING,
        find_other_superiors,
        "Rowokangkung 09, 10: 'Camat selaku atasan langsung' of a member of a seksi (W09-18, W10-18)",
    ),
    TextCheck(
        "same_echelon",
        Severity.WARNING,
        find_same_echelons,
        "Rowokangkung 01, 03 to 06, BAB I: eselon IV reports to eselon IV (W01-01, W03-01, ...)",
    ),
    TextCheck(
        "unknown_programme",
        Severity.WARNING,
        find_unknown_programmes,
        "Rowokangkung 08, 09, 11, 12: 'Program Sub Bagian Keuangan', 'Program Pemerintahan' (W08-06, W09-07, ...)",
    ),
    TextCheck(
        "unknown_regulation",
        Severity.WARNING,
        find_unknown_regulations,
        "Bagian Organisasi: Perbup 73/2020 for 89/2021 (O12)",
    ),
    TextCheck(
        "regulation_cited_otherwise",
        Severity.WARNING,
        find_regulations_cited_otherwise,
        "Rowokangkung 08 to 12, Candipuro, Ranuyoso: one regulation with two titles (W08-03, W08-04, C25, R25, ...)",
    ),
    TextCheck(
        "unknown_amount",
        Severity.WARNING,
        find_unknown_amounts,
        "Rowokangkung 02, BAB III: Rp 312.000.862 of an earlier quarter (W02-24)",
    ),
    TextCheck(
        "unknown_percent",
        Severity.WARNING,
        find_unknown_percents,
        "Rowokangkung 02, BAB III: 16,55 %; Bagian Organisasi: 12,85 % (W02-25, O04)",
    ),
    TextCheck(
        "amount_in_words",
        Severity.WARNING,
        find_words_that_differ,
        "Rowokangkung 02 spells its amount; the words are another hand-made copy of the figure",
    ),
    TextCheck(
        "points_as_percent",
        Severity.WARNING,
        find_points_called_percent,
        "The difference of two percentages is in points: 100,33 % after 87,02 % is up by 13,31 points",
    ),
    TextCheck(
        "count",
        Severity.WARNING,
        find_counts_that_differ,
        "Rowokangkung 01, 03 to 06, 11, 12: 'dari 1 indikator', 'dari 72 indikator' (W01-04, W06-07, ...)",
    ),
    TextCheck(
        "none_reached",
        Severity.WARNING,
        find_none_reached,
        "Rowokangkung 06, 08 to 12: 'belum ada yang tercapai' beside 100 % (W06-04, W08-08, ...)",
    ),
    TextCheck(
        "all_reached",
        Severity.WARNING,
        find_all_reached,
        "Candipuro BAB IV, Rowokangkung 01 to 07: reached targets claimed (C07, W01-13, R08, ...)",
    ),
    TextCheck(
        "nothing_open",
        Severity.WARNING,
        find_nothing_open,
        "Rowokangkung 08: 'yang belum terlaksana' after all five were carried out (W08-11, W08-17)",
    ),
    TextCheck(
        "nothing_spent",
        Severity.WARNING,
        find_nothing_spent,
        "Rowokangkung 08, 11, 12: 'belum ada realisasi anggarannya' (W08-12, W11-17, W12-18)",
    ),
    TextCheck(
        "row_told_otherwise",
        Severity.WARNING,
        find_rows_told_otherwise,
        "Rowokangkung 09 to 12, Ranuyoso: a row told otherwise than its table (W10-21, W09-21, R07, ...)",
    ),
    TextCheck(
        "direction",
        Severity.WARNING,
        find_wrong_directions,
        "Candipuro BAB IV: 'setiap tahun mengalami peningkatan' (C08)",
    ),
    TextCheck(
        "side_of_target",
        Severity.WARNING,
        find_wrong_sides,
        "Permenpan RB 53/2014 lampiran II: success and failure against the target",
    ),
    TextCheck(
        "overtaken_text",
        Severity.NOTE,
        find_overtaken_texts,
        "The seed reports: counts and amounts of an earlier quarter left in sentences, against the tables beside them",
    ),
    TextCheck(
        "copied_text",
        Severity.WARNING,
        find_copied_texts,
        "The seeds: whole paragraphs of an earlier quarter with its figures (W02-24, W09-21)",
    ),
    TextCheck(
        "copied_plan",
        Severity.NOTE,
        find_copied_plans,
        "Permenpan RB 53/2014 lampiran II: solutions follow from this period's analysis",
    ),
    TextCheck(
        "doubled_word",
        Severity.NOTE,
        find_doubled_words,
        "Candipuro 'dengan dengan', Ranuyoso 'Kepala Kepala Seksi' (C26, R22)",
    ),
    TextCheck(
        "broken_numbers",
        Severity.NOTE,
        find_broken_numbers,
        "Ranuyoso BAB III, Rowokangkung 10, 11, 12: '(4), (4), (5)' (R12, W10-27, W11-25, W12-22)",
    ),
    TextCheck(
        "misspelled",
        Severity.NOTE,
        find_slips,
        "Candipuro, Ranuyoso: words misspelled (C27, C29, C31, C32, R24, R32)",
    ),
)
"""The checks of texts, in the order of their findings."""
