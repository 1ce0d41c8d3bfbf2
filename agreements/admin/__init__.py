"""Django's admin for the organisation and the year's plan: where an administrator keeps master data.

Changes made here leave Django's own history (LogEntry: who, when, which fields), shown per object under "Riwayat" and
as a whole under "Entri log". The trail `reports.Event` belongs to the figures and reports, which the admin only
shows: they are written by actions.
"""

from django.contrib import admin

from agreements.admin import account, calendar, organisation, plan
from agreements.admin.base import search_rows

__all__ = ["account", "calendar", "organisation", "plan"]

admin.site.site_header = "LKjIP Triwulanan – Administrasi"
admin.site.site_title = "Administrasi LKjIP"
admin.site.index_title = "Data induk"
admin.site.empty_value_display = "–"
# The lists need the width; the index and the breadcrumbs lead everywhere.
admin.site.enable_nav_sidebar = False
# Units share indicators and budget lines of the same name, so search boxes tell which unit and year.
admin.site.autocomplete_view = search_rows
