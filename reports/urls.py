"""Addresses of the quarter's work."""

from django.urls import path, register_converter

from agreements.converters import YearConverter
from agreements.urls import AGREEMENT, PLAN
from reports.codes import PATH
from reports.views.agreement import agreement, agreement_download, agreement_sign
from reports.views.api import api_description, api_resource
from reports.views.api_tokens import api_token_revoke, api_tokens
from reports.views.arrangement import report_arrangement, report_forms
from reports.views.board import board, board_newest, board_year
from reports.views.budget import budget_import
from reports.views.calculation import formulas, report_calculation, unit_calculation
from reports.views.cascade import cascade
from reports.views.checking import report_check, unit_check
from reports.views.closing import quarter_close, quarter_close_again, quarter_reopen
from reports.views.comparison import comparison, comparison_newest, comparison_paper, cost_comparison, cost_paper
from reports.views.copies import report_copies, report_copies_read
from reports.views.downloads import (
    download_cancel,
    download_file,
    download_job,
    download_progress,
    download_resume,
    download_retry,
    download_zip,
    downloads,
    downloads_issued,
    downloads_quarter,
    downloads_start,
    unit_bundle,
)
from reports.views.entry import entry
from reports.views.entry_cells import entry_cells
from reports.views.entry_sheet import entry_sheet, entry_upload
from reports.views.guide import guide_shown
from reports.views.guidebook import guidebook
from reports.views.home import home
from reports.views.inbox import inbox
from reports.views.issued import report_issue_download, report_issues
from reports.views.notices import notice_open, notices, notices_read
from reports.views.office import office
from reports.views.officials_sheet import officials_template
from reports.views.photos import report_photo, report_photo_delete, report_photos
from reports.views.plan_import import plan_import, plan_template
from reports.views.recap import recap, recap_download, recap_newest
from reports.views.reception import reception, reception_newest, reception_receive, reception_send_back
from reports.views.remarks import remark_mended
from reports.views.reminders import board_remind
from reports.views.report import report, report_download
from reports.views.review import report_read, report_remark, report_review
from reports.views.revision import report_revise
from reports.views.submission import report_submit
from reports.views.texts import report_text, report_text_reset, report_texts
from reports.views.trail import trail, trail_of_unit
from reports.views.unit import quarter_open, unit_quarter
from reports.views.verification import verification, verification_of_code
from reports.views.writing import report_writing


class QuarterConverter(YearConverter):
    """A quarter 1-4."""

    regex = "[1-4]"


register_converter(QuarterConverter, "quarter")

UNIT = "unit/<slug:unit>/<year:year>/<quarter:quarter>/"
REPORT = "laporan/<slug:unit>/<slug:position>/<year:year>/<quarter:quarter>/"
RECEPTION = "penerimaan/<year:year>/<quarter:quarter>/"
BOARD = "papan/<year:year>/<quarter:quarter>/"
RECAP = "rekap/<year:year>/<quarter:quarter>/"
COMPARISON = "perbandingan/<year:year>/<quarter:quarter>/"
DOWNLOADS = "unduhan/<year:year>/<quarter:quarter>/"
JOB = "unduhan/pekerjaan/<int:number>/"

urlpatterns = [
    path("", home, name="home"),
    path("cara-menghitung/", formulas, name="formulas"),
    path("panduan/", guidebook, name="guidebook"),
    path("langkah/", guide_shown, name="guide_shown"),
    path("kotak-masuk/", inbox, name="inbox"),
    path("pemberitahuan/", notices, name="notices"),
    path("pemberitahuan/dibaca/", notices_read, name="notices_read"),
    path("pemberitahuan/<int:notice>/buka/", notice_open, name="notice_open"),
    path("papan/", board_newest, name="board_newest"),
    path("papan/<year:year>/", board_year, name="board_year"),
    path(BOARD, board, name="board"),
    path(f"{BOARD}ingatkan/", board_remind, name="board_remind"),
    path("penerimaan/", reception_newest, name="reception_newest"),
    path(RECEPTION, reception, name="reception"),
    path(f"{RECEPTION}terima/", reception_receive, name="reception_receive"),
    path(f"{RECEPTION}tutup/", quarter_close, name="quarter_close"),
    path(f"{RECEPTION}tutup-lagi/", quarter_close_again, name="quarter_close_again"),
    path(f"{RECEPTION}buka-kembali/", quarter_reopen, name="quarter_reopen"),
    path(f"{RECEPTION}<slug:unit>/<slug:position>/kembalikan/", reception_send_back, name="reception_send_back"),
    path("rekap/", recap_newest, name="recap_newest"),
    path(RECAP, recap, name="recap"),
    path(f"{RECAP}<slug:key>.xlsx", recap_download, name="recap_download"),
    path("kunci-api/", api_tokens, name="api_tokens"),
    path("kunci-api/<int:token>/cabut/", api_token_revoke, name="api_token_revoke"),
    path("api/v1/openapi.json", api_description, name="api_description"),
    path("api/v1/<slug:resource>", api_resource, name="api_resource"),
    path("perbandingan/", comparison_newest, name="comparison_newest"),
    path(COMPARISON, comparison, name="comparison"),
    path(f"{COMPARISON}unduh.pdf", comparison_paper, name="comparison_paper"),
    path(f"{COMPARISON}biaya/", cost_comparison, name="cost_comparison"),
    path(f"{COMPARISON}biaya/unduh.pdf", cost_paper, name="cost_paper"),
    path(UNIT, unit_quarter, name="unit_quarter"),
    path(f"{UNIT}ringkasan/", office, name="office"),
    path(f"{UNIT}bundel.pdf", unit_bundle, name="unit_bundle"),
    path(f"{UNIT}buka/", quarter_open, name="quarter_open"),
    path(f"{UNIT}isian/", entry, name="entry"),
    path(f"{UNIT}periksa/", unit_check, name="unit_check"),
    path(f"{UNIT}hitungan/", unit_calculation, name="unit_calculation"),
    path(f"{UNIT}isian/sel/", entry_cells, name="entry_cells"),
    path(f"{UNIT}isian/unduh.xlsx", entry_sheet, name="entry_sheet"),
    path(f"{UNIT}isian/unggah/", entry_upload, name="entry_upload"),
    path(REPORT, report, name="report"),
    path(f"{REPORT}hitungan/", report_calculation, name="report_calculation"),
    path(f"{REPORT}unduh.<str:extension>", report_download, name="report_download"),
    path(f"{REPORT}terbit/", report_issues, name="report_issues"),
    path(f"{REPORT}terbit/<int:revision>.<str:extension>", report_issue_download, name="report_issue_download"),
    path(f"{REPORT}teks/", report_texts, name="report_texts"),
    path(f"{REPORT}teks/<slug:section>/", report_text, name="report_text"),
    path(f"{REPORT}teks/<slug:section>/kembalikan/", report_text_reset, name="report_text_reset"),
    path(f"{REPORT}uraian/", report_writing, name="report_writing"),
    path(f"{REPORT}salinan/", report_copies, name="report_copies"),
    path(f"{REPORT}salinan/dibaca/", report_copies_read, name="report_copies_read"),
    path(f"{REPORT}foto/", report_photos, name="report_photos"),
    path(f"{REPORT}foto/<int:photo>.jpg", report_photo, name="report_photo"),
    path(f"{REPORT}foto/<int:photo>/hapus/", report_photo_delete, name="report_photo_delete"),
    path(f"{REPORT}atur/", report_arrangement, name="report_arrangement"),
    path(f"{REPORT}periksa/", report_check, name="report_check"),
    path(f"{REPORT}ajukan/", report_submit, name="report_submit"),
    path(f"{REPORT}revisi/", report_revise, name="report_revise"),
    path(f"{REPORT}catatan/<int:remark>/diperbaiki/", remark_mended, name="remark_mended"),
    path(f"{REPORT}bentuk/", report_forms, name="report_forms"),
    path(f"{REPORT}reviu/", report_review, name="report_review"),
    path(f"{REPORT}reviu/dibaca/", report_read, name="report_read"),
    path(f"{REPORT}reviu/catatan/", report_remark, name="report_remark"),
    path(f"{REPORT}jejak/", trail, name="report_trail"),
    path("unit/<slug:unit>/<year:year>/anggaran/impor/", budget_import, name="budget_import"),
    path("unit/<slug:unit>/jejak/", trail_of_unit, name="unit_trail"),
    path("organisasi/<slug:unit>/pejabat/templat.xlsx", officials_template, name="officials_template"),
    path("unduhan/", downloads, name="downloads"),
    path(DOWNLOADS, downloads_quarter, name="downloads_quarter"),
    path(f"{DOWNLOADS}mulai/", downloads_start, name="downloads_start"),
    path(f"{DOWNLOADS}disetujui.zip", downloads_issued, name="downloads_issued"),
    path(JOB, download_job, name="download_job"),
    path(f"{JOB}kemajuan/", download_progress, name="download_progress"),
    path(f"{JOB}berkas.zip", download_zip, name="download_zip"),
    path(f"{JOB}berkas/<int:item>/", download_file, name="download_file"),
    path(f"{JOB}batal/", download_cancel, name="download_cancel"),
    path(f"{JOB}lanjutkan/", download_resume, name="download_resume"),
    path(f"{JOB}ulangi/", download_retry, name="download_retry"),
    path(f"{AGREEMENT}tanda-tangan/", agreement_sign, name="agreement_sign"),
    path(f"{PLAN}impor/", plan_import, name="plan_import"),
    path(f"{PLAN}impor/templat.xlsx", plan_template, name="plan_template"),
    path(f"{PLAN}pohon/", cascade, name="cascade"),
    path(AGREEMENT, agreement, name="agreement"),
    path(f"{AGREEMENT}unduh.<str:extension>", agreement_download, name="agreement_download"),
    path(f"{PATH}/", verification, name="verification"),
    path(f"{PATH}/<str:code>/", verification_of_code, name="verification_of_code"),
]
