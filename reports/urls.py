"""Addresses of the quarter's work."""

from django.urls import path, register_converter

from reports.views.entry import entry
from reports.views.home import home
from reports.views.report import report, report_download
from reports.views.unit import quarter_open, unit_bundle, unit_quarter


class YearConverter:
    """A budget year of four digits."""

    regex = "20[0-9]{2}"
    to_python = int
    to_url = staticmethod(str)


class QuarterConverter(YearConverter):
    """A quarter 1-4."""

    regex = "[1-4]"


register_converter(YearConverter, "year")
register_converter(QuarterConverter, "quarter")

UNIT = "unit/<slug:unit>/<year:year>/<quarter:quarter>/"
REPORT = "laporan/<slug:unit>/<slug:position>/<year:year>/<quarter:quarter>/"

urlpatterns = [
    path("", home, name="home"),
    path(UNIT, unit_quarter, name="unit_quarter"),
    path(f"{UNIT}bundel.pdf", unit_bundle, name="unit_bundle"),
    path(f"{UNIT}buka/", quarter_open, name="quarter_open"),
    path(f"{UNIT}isian/", entry, name="entry"),
    path(REPORT, report, name="report"),
    path(f"{REPORT}unduh.<str:extension>", report_download, name="report_download"),
]
