"""The generated sections of a report by key. Every figure, count, name and period in them is told from results.

A function returns its paragraphs, each a tuple of text and table references; none where there is nothing to say.
`SENTENCES` names them for an editor.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reports.narrative import accountability, comparisons, conclusion, detailed, introduction, long_form
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs


@dataclass(frozen=True)
class Sentence:
    """A generated section: title for the editor, and what tells it."""

    title: str
    tell: Callable[[Story], Paragraphs]


SENTENCES: Mapping[str, Sentence] = {
    "obligation": Sentence("Kewajiban melapor", introduction.obligation),
    "purpose": Sentence("Maksud pelaporan", introduction.purpose),
    "purpose_of_staff": Sentence("Maksud pelaporan", introduction.purpose_of_staff),
    "outline": Sentence("Sistematika", introduction.outline),
    "formation": Sentence("Dasar hukum pembentukan", introduction.formation),
    "duties_of_staff": Sentence("Dasar tugas dan fungsi", introduction.duties_of_staff),
    "duties": Sentence("Dasar tugas dan fungsi", introduction.duties),
    "delegated": Sentence("Kewenangan yang dilimpahkan", introduction.delegated),
    "planning": Sentence("Pengantar bab perencanaan kinerja", accountability.planning),
    "programmes": Sentence("Program dan kegiatan yang didukung", accountability.programmes),
    "agreement": Sentence("Pengantar Perjanjian Kinerja", accountability.agreement),
    "achievement": Sentence("Pengantar capaian kinerja", accountability.achievement),
    "cost": Sentence("Pengantar tabel anggaran dan kinerja", accountability.cost),
    "cost_remark": Sentence("Catatan atas tabel anggaran dan kinerja", accountability.cost_remark),
    "evaluation": Sentence("Evaluasi dan analisis kinerja", accountability.evaluation),
    "evaluation_of_staff": Sentence("Evaluasi dan analisis kinerja", detailed.evaluation_of_staff),
    "duties_of_post": Sentence("Dasar tugas dan fungsi", detailed.duties_of_post),
    "kegiatan_budget": Sentence("Pengantar anggaran kegiatan", detailed.kegiatan_budget),
    "grouped_budget": Sentence("Pengantar rincian anggaran", detailed.grouped_budget),
    "efficiency": Sentence("Penjelasan efisiensi", detailed.efficiency),
    "not_final": Sentence("Catatan atas tabel anggaran dan kinerja", detailed.not_final),
    "evaluation_reached": Sentence("Evaluasi target yang tercapai", detailed.evaluation_reached),
    "evaluation_unreached": Sentence("Evaluasi target yang belum tercapai", detailed.evaluation_unreached),
    "follow_up": Sentence("Pengantar rencana tindak lanjut", accountability.follow_up),
    "no_follow_up": Sentence("Rencana tindak lanjut", detailed.no_follow_up),
    "closing": Sentence("Pengantar penutup", conclusion.closing),
    "closing_duties": Sentence("Penutup: pelaksanaan tugas", conclusion.closing_duties),
    "closing_counts": Sentence("Penutup: target yang tercapai", conclusion.closing_counts),
    "closing_absorption": Sentence("Penutup: realisasi anggaran", conclusion.closing_absorption),
    "closing_absorption_in_words": Sentence("Penutup: realisasi anggaran", conclusion.closing_absorption_in_words),
    "closing_next": Sentence("Penutup: target yang belum tercapai", conclusion.closing_next),
    "closing_objectives": Sentence("Penutup: capaian setiap sasaran", detailed.closing_objectives),
    "closing_spent_lines": Sentence("Penutup: realisasi anggaran", detailed.closing_spent_lines),
    "closing_open_lines": Sentence("Penutup: yang belum terlaksana", detailed.closing_open_lines),
    "closing_obstacles": Sentence("Penutup: hambatan", detailed.closing_obstacles),
    "closing_done": Sentence("Penutup: sasaran yang tercapai", detailed.closing_done),
    "closing_open": Sentence("Penutup: sasaran yang belum tercapai", detailed.closing_open),
    "closing_strategies": Sentence("Penutup: strategi", conclusion.closing_strategies),
    "preface": Sentence("Kata pengantar", long_form.preface),
    "background": Sentence("Latar belakang", long_form.background),
    "intent": Sentence("Maksud", long_form.intent),
    "aim": Sentence("Tujuan", long_form.aim),
    "organisation": Sentence("Gambaran umum organisasi", long_form.organisation),
    "organisation_list": Sentence("Pengantar susunan organisasi", long_form.organisation_list),
    "organisation_chart": Sentence("Pengantar bagan organisasi", long_form.organisation_chart),
    "problems": Sentence("Permasalahan utama", long_form.problems),
    "goals": Sentence("Pengertian tujuan dan sasaran", long_form.goals),
    "goal": Sentence("Tujuan dan indikator tujuan", long_form.goal),
    "goal_aspects": Sentence("Pengantar aspek indikator tujuan", long_form.goal_aspects),
    "goal_principles": Sentence("Prinsip evaluasi indikator tujuan", long_form.goal_principles),
    "objectives": Sentence("Pengantar sasaran", long_form.objectives),
    "formulas": Sentence("Pengantar cara penghitungan", long_form.formulas),
    "on_time": Sentence("Pengantar ketentuan tepat waktu", long_form.on_time),
    "target_changes": Sentence("Perubahan target", long_form.target_changes),
    "agreement_of_unit": Sentence("Pengantar Perjanjian Kinerja", long_form.agreement),
    "measurement": Sentence("Pengukuran capaian kinerja", comparisons.measurement),
    "last_year": Sentence("Pengantar perbandingan dengan tahun lalu", comparisons.last_year),
    "last_year_changes": Sentence("Perbandingan dengan tahun lalu", comparisons.last_year_changes),
    "medium_term": Sentence("Pengantar perbandingan dengan target jangka menengah", comparisons.medium_term),
    "medium_term_progress": Sentence("Perbandingan dengan target jangka menengah", comparisons.medium_term_progress),
    "causes": Sentence("Penyebab keberhasilan atau kegagalan", comparisons.causes),
    "solutions": Sentence("Pengantar solusi", comparisons.solutions),
    "resources": Sentence("Efisiensi penggunaan sumber daya", comparisons.resources),
    "supporting_programmes": Sentence("Pengantar program penunjang", comparisons.supporting_programmes),
    "programme_weights": Sentence("Analisis program penunjang", comparisons.programme_weights),
    "budget": Sentence("Pengantar realisasi anggaran", long_form.budget),
    "budget_total": Sentence("Jumlah realisasi anggaran", long_form.budget_total),
    "closing_basis": Sentence("Penutup: dasar laporan", long_form.closing_basis),
    "closing_result": Sentence("Penutup: kesimpulan", long_form.closing_result),
    "closing_thanks": Sentence("Penutup: saran", long_form.closing_thanks),
}
"""All section texts by key. Keys are stored with edited texts, so they must not change."""

LISTED: Mapping[str, Callable[[Story], Sequence[str]]] = {
    "closing_strategies": lambda story: story.inputs.closing_points or story.inputs.follow_ups,
    "closing_done": detailed.done,
    "closing_open": detailed.not_done,
}
"""Closing points that carry a list, by key."""
