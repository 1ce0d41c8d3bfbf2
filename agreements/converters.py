"""Parts of addresses that both apps have."""

from django.urls import register_converter

from agreements.enums import AgreementKind


class YearConverter:
    """A budget year of four digits."""

    regex = "20[0-9]{2}"
    to_python = int
    to_url = staticmethod(str)


class AgreementKindConverter:
    """The first agreement of a year, or its Perubahan."""

    regex = "|".join(AgreementKind.values)
    to_python = AgreementKind
    to_url = staticmethod(str)


register_converter(YearConverter, "year")
register_converter(AgreementKindConverter, "agreement_kind")
