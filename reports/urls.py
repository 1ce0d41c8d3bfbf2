"""Addresses of the quarter's work."""

from django.urls import path, register_converter

from agreements.enums import AgreementKind
from reports.codes import PATH
from reports.views.agreement import agreement, agreement_download
from reports.views.arrangement import report_arrangement, report_forms
from reports.views.closing import quarter_close, quarter_reopen
from reports.views.entry import entry
from reports.views.home import home
from reports.views.inbox import inbox
from reports.views.issued import report_issue_download, report_issues
from reports.views.notices import notice_open, notices, notices_read
from reports.views.photos import report_photo, report_photo_delete, report_photos
from reports.views.reception import reception, reception_newest, reception_receive, reception_send_back
from reports.views.remarks import remark_mended
from reports.views.report import report, report_download
from reports.views.review import report_read, report_remark, report_review
from reports.views.revision import report_revise
from reports.views.submission import report_submit
from reports.views.texts import report_text, report_text_reset, report_texts
from reports.views.trail import trail
from reports.views.unit import quarter_open, unit_bundle, unit_quarter
from reports.views.verification import verification, verification_of_code
from reports.views.writing import report_writing


class YearConverter:
    """A budget year of four digits."""

    regex = "20[0-9]{2}"
    to_python = int
    to_url = staticmethod(str)


class QuarterConverter(YearConverter):
    """A quarter 1-4."""

    regex = "[1-4]"


class AgreementKindConverter:
    """The first agreement of a year, or its Perubahan."""

    regex = "|".join(AgreementKind.values)
    to_python = AgreementKind
    to_url = staticmethod(str)


register_converter(YearConverter, "year")
register_converter(QuarterConverter, "quarter")
register_converter(AgreementKindConverter, "agreement_kind")

UNIT = "unit/<slug:unit>/<year:year>/<quarter:quarter>/"
REPORT = "laporan/<slug:unit>/<slug:position>/<year:year>/<quarter:quarter>/"
RECEPTION = "penerimaan/<year:year>/<quarter:quarter>/"
AGREEMENT = "pk/<slug:unit>/<slug:position>/<year:year>/<agreement_kind:kind>/"

urlpatterns = [
    path("", home, name="home"),
    path("kotak-masuk/", inbox, name="inbox"),
    path("pemberitahuan/", notices, name="notices"),
    path("pemberitahuan/dibaca/", notices_read, name="notices_read"),
    path("pemberitahuan/<int:notice>/buka/", notice_open, name="notice_open"),
    path("penerimaan/", reception_newest, name="reception_newest"),
    path(RECEPTION, reception, name="reception"),
    path(f"{RECEPTION}terima/", reception_receive, name="reception_receive"),
    path(f"{RECEPTION}tutup/", quarter_close, name="quarter_close"),
    path(f"{RECEPTION}buka-kembali/", quarter_reopen, name="quarter_reopen"),
    path(f"{RECEPTION}<slug:unit>/<slug:position>/kembalikan/", reception_send_back, name="reception_send_back"),
    path(UNIT, unit_quarter, name="unit_quarter"),
    path(f"{UNIT}bundel.pdf", unit_bundle, name="unit_bundle"),
    path(f"{UNIT}buka/", quarter_open, name="quarter_open"),
    path(f"{UNIT}isian/", entry, name="entry"),
    path(REPORT, report, name="report"),
    path(f"{REPORT}unduh.<str:extension>", report_download, name="report_download"),
    path(f"{REPORT}terbit/", report_issues, name="report_issues"),
    path(f"{REPORT}terbit/<int:revision>.<str:extension>", report_issue_download, name="report_issue_download"),
    path(f"{REPORT}teks/", report_texts, name="report_texts"),
    path(f"{REPORT}teks/<slug:section>/", report_text, name="report_text"),
    path(f"{REPORT}teks/<slug:section>/kembalikan/", report_text_reset, name="report_text_reset"),
    path(f"{REPORT}uraian/", report_writing, name="report_writing"),
    path(f"{REPORT}foto/", report_photos, name="report_photos"),
    path(f"{REPORT}foto/<int:photo>.jpg", report_photo, name="report_photo"),
    path(f"{REPORT}foto/<int:photo>/hapus/", report_photo_delete, name="report_photo_delete"),
    path(f"{REPORT}atur/", report_arrangement, name="report_arrangement"),
    path(f"{REPORT}ajukan/", report_submit, name="report_submit"),
    path(f"{REPORT}revisi/", report_revise, name="report_revise"),
    path(f"{REPORT}catatan/<int:remark>/diperbaiki/", remark_mended, name="remark_mended"),
    path(f"{REPORT}bentuk/", report_forms, name="report_forms"),
    path(f"{REPORT}reviu/", report_review, name="report_review"),
    path(f"{REPORT}reviu/dibaca/", report_read, name="report_read"),
    path(f"{REPORT}reviu/catatan/", report_remark, name="report_remark"),
    path(f"{REPORT}jejak/", trail, name="report_trail"),
    path(AGREEMENT, agreement, name="agreement"),
    path(f"{AGREEMENT}unduh.<str:extension>", agreement_download, name="agreement_download"),
    path(f"{PATH}/", verification, name="verification"),
    path(f"{PATH}/<str:code>/", verification_of_code, name="verification_of_code"),
]
