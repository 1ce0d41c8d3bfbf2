"""Application configuration."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The organisation and the year's plan."""

    name = "agreements"
    verbose_name = "Organisasi dan Perjanjian Kinerja"
    default_auto_field = "django.db.models.BigAutoField"
