"""Admin of the calendar: days that are not working days."""

from django.contrib import admin

from agreements.admin.base import OfficeAdmin
from agreements.models import CalendarYear, Holiday


@admin.register(CalendarYear)
class CalendarYearAdmin(OfficeAdmin):
    """Years, and whether their holidays are final."""

    list_display = ["year", "final"]
    list_filter = ["final"]
    search_fields = ["year"]


@admin.register(Holiday)
class HolidayAdmin(OfficeAdmin):
    """National holidays and cuti bersama; due dates skip them."""

    list_display = ["date", "name"]
    search_fields = ["name"]
    date_hierarchy = "date"
    ordering = ["-date"]
