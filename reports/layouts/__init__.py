"""Forms of reports as data: which form a post has by default, what each is made of, and the figures in it. Pure."""

from collections.abc import Mapping

from agreements.enums import Echelon, ReportForm, UnitKind
from reports.computation import compute_report
from reports.inputs import ReportInputs
from reports.layouts import forms
from reports.layouts.camat_lengkap import CAMAT_LENGKAP
from reports.layouts.kasi_rinci import KASI_RINCI
from reports.layouts.kepala_bagian import KEPALA_BAGIAN
from reports.layouts.parts import CostTable, Layout, TableLayout
from reports.results import FactResults, ReportResults

__all__ = ["LAYOUTS", "CostTable", "Layout", "TableLayout", "compute_in_form", "default_form", "layout_for"]

LAYOUTS: Mapping[ReportForm, Layout] = {
    **forms.LAYOUTS,
    KASI_RINCI.form: KASI_RINCI,
    KEPALA_BAGIAN.form: KEPALA_BAGIAN,
    CAMAT_LENGKAP.form: CAMAT_LENGKAP,
}
"""All forms that have an entry of their own."""

DEFAULT_FORMS: Mapping[tuple[UnitKind, Echelon], ReportForm] = {
    (UnitKind.KECAMATAN, Echelon.III_A): ReportForm.CAMAT_RINGKAS,
    (UnitKind.KECAMATAN, Echelon.III_B): ReportForm.SEKRETARIS,
    (UnitKind.KECAMATAN, Echelon.IV_A): ReportForm.KASI,
    (UnitKind.KECAMATAN, Echelon.IV_B): ReportForm.KASUBBAG,
}
"""What the seeds show for a kecamatan."""

DEFAULT_FORMS_BY_ECHELON: Mapping[Echelon, ReportForm] = {
    Echelon.HEAD: ReportForm.KEPALA_BAGIAN,
    Echelon.II_A: ReportForm.KEPALA_BAGIAN,
    Echelon.II_B: ReportForm.KEPALA_BAGIAN,
    Echelon.III_A: ReportForm.KEPALA_BAGIAN,
    Echelon.III_B: ReportForm.KEPALA_BAGIAN,
    Echelon.IV_A: ReportForm.KASI,
    Echelon.IV_B: ReportForm.KASUBBAG,
    Echelon.STAFF: ReportForm.STAF,
}
"""What any other office, or an echelon unusual in a kecamatan, starts from."""


def default_form(unit_kind: UnitKind, echelon: Echelon) -> ReportForm:
    """Return the form of a post for which none is chosen."""
    unit_kind, echelon = UnitKind(unit_kind), Echelon(echelon)
    return DEFAULT_FORMS.get((unit_kind, echelon)) or DEFAULT_FORMS_BY_ECHELON[echelon]


def layout_for(form: ReportForm) -> Layout:
    """Return the layout of a form."""
    return LAYOUTS[ReportForm(form)]


def compute_in_form(inputs: ReportInputs, facts: FactResults) -> ReportResults:
    """Return all figures of one report with the table of its own form; `facts` may serve a whole unit."""
    return compute_report(inputs, facts, combined=layout_for(inputs.form).cost_table.combined)
