"""Addresses of accounts, of the organisation, and of the year's plan."""

from django.contrib.auth.views import LogoutView
from django.urls import path

import agreements.converters  # noqa: F401 -- registers the parts of addresses
from agreements.views.account import (
    ForgottenDoneView,
    ForgottenView,
    NewPasswordView,
    account,
    invitation,
    password_reset_confirm,
)
from agreements.views.agreement_editor import agreement_delete, agreement_edit
from agreements.views.indicator import indicator, indicator_delete, indicator_new, indicators
from agreements.views.organisation.accounts import unit_accounts
from agreements.views.organisation.officials import unit_officials
from agreements.views.organisation.officials_sheet import officials_import
from agreements.views.organisation.people import appointment_edit, appointment_remove, official_edit, post_appoint
from agreements.views.organisation.posts import (
    organisation_post,
    post_citations,
    post_duties,
    post_edit,
    post_end,
    post_new,
)
from agreements.views.organisation.setup import kecamatan_new
from agreements.views.organisation.units import (
    organisation,
    organisation_unit,
    regency_new,
    unit_new,
    unit_profile,
)
from agreements.views.plan import plan, plan_start, plans
from agreements.views.second_factor import second_factor, second_factor_challenge

PLAN = "perjanjian/<slug:unit>/<year:year>/"
AGREEMENT = "pk/<slug:unit>/<slug:position>/<year:year>/<agreement_kind:kind>/"
ORGANISATION = "organisasi/<slug:unit>/"
POST = f"{ORGANISATION}jabatan/<slug:position>/"
APPOINTMENT = f"{POST}penugasan/<int:appointment>/"

urlpatterns = [
    path("perjanjian/", plans, name="plans"),
    path(PLAN, plan, name="plan"),
    path(f"{PLAN}buat/", plan_start, name="plan_start"),
    path(f"{PLAN}indikator/", indicators, name="indicators"),
    path(f"{PLAN}indikator/baru/", indicator_new, name="indicator_new"),
    path(f"{PLAN}indikator/<int:number>/", indicator, name="indicator"),
    path(f"{PLAN}indikator/<int:number>/hapus/", indicator_delete, name="indicator_delete"),
    path(f"{AGREEMENT}sunting/", agreement_edit, name="agreement_edit"),
    path(f"{AGREEMENT}hapus/", agreement_delete, name="agreement_delete"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("akun/", account, name="account"),
    path("akun/sandi/", NewPasswordView.as_view(), name="password_change"),
    path("akun/dua-langkah/", second_factor, name="second_factor"),
    path("masuk/kode/", second_factor_challenge, name="second_factor_challenge"),
    path("akun/lupa-sandi/", ForgottenView.as_view(), name="password_reset"),
    path("akun/lupa-sandi/terkirim/", ForgottenDoneView.as_view(), name="password_reset_done"),
    path("akun/lupa-sandi/<str:key>/<str:token>/", password_reset_confirm, name="password_reset_confirm"),
    path("akun/undangan/<int:number>/<str:token>/", invitation, name="invitation"),
    path("organisasi/", organisation, name="organisation"),
    path("organisasi/kabupaten-baru/", regency_new, name="regency_new"),
    path("organisasi/kecamatan-baru/", kecamatan_new, name="kecamatan_new"),
    path("organisasi/unit-baru/", unit_new, name="unit_new"),
    path("organisasi/pejabat/<int:official>/", official_edit, name="official_edit"),
    path(ORGANISATION, organisation_unit, name="organisation_unit"),
    path(f"{ORGANISATION}profil/", unit_profile, name="unit_profile"),
    path(f"{ORGANISATION}pejabat/", unit_officials, name="unit_officials"),
    path(f"{ORGANISATION}pejabat/impor/", officials_import, name="officials_import"),
    path(f"{ORGANISATION}akun/", unit_accounts, name="unit_accounts"),
    path(f"{ORGANISATION}jabatan-baru/", post_new, name="post_new"),
    path(POST, organisation_post, name="organisation_post"),
    path(f"{POST}ubah/", post_edit, name="post_edit"),
    path(f"{POST}akhiri/", post_end, name="post_end"),
    path(f"{POST}tugas/", post_duties, name="post_duties"),
    path(f"{POST}dasar-hukum/", post_citations, name="post_citations"),
    path(f"{POST}tunjuk/", post_appoint, name="post_appoint"),
    path(APPOINTMENT, appointment_edit, name="appointment_edit"),
    path(f"{APPOINTMENT}hapus/", appointment_remove, name="appointment_remove"),
]
