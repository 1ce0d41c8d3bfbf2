"""Application configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReportsConfig(AppConfig):
    """The quarter: facts, figures, documents, review."""

    name = "reports"
    verbose_name = "Laporan Kinerja Triwulanan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the triggers that note changes in step with the tables, and the trail of the plan's changes."""
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)
        _record_changes_of_the_plan()
        _name_what_rests_on_the_plan()


def _before_migrations(*, plan, using, **_) -> None:
    from reports.triggers import take_away  # noqa: PLC0415 -- models are not loaded while apps are

    if plan:
        take_away(using)


def _after_migrations(*, using, **_) -> None:
    from reports.triggers import install  # noqa: PLC0415 -- models are not loaded while apps are

    install(using)


def _record_changes_of_the_plan() -> None:
    from agreements.recording import connect  # noqa: PLC0415 -- models are not loaded while apps are
    from reports.actions.trail import record_changes  # noqa: PLC0415 -- models are not loaded while apps are

    connect(record_changes)


def _name_what_rests_on_the_plan() -> None:
    from agreements.dependents import connect  # noqa: PLC0415 -- models are not loaded while apps are
    from reports.queries.dependents import dependents  # noqa: PLC0415 -- models are not loaded while apps are

    connect(dependents)
