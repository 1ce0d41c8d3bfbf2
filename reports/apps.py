"""Application configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The quarter: facts, figures, documents, review."""

    name = "reports"
    verbose_name = "Laporan Kinerja Triwulanan"
    default_auto_field = "django.db.models.BigAutoField"
