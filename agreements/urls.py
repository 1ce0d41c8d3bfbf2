"""Addresses of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from agreements.views.account import (
    ForgottenDoneView,
    ForgottenView,
    NewPasswordView,
    account,
    invitation,
    password_reset_confirm,
)

urlpatterns = [
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("akun/", account, name="account"),
    path("akun/sandi/", NewPasswordView.as_view(), name="password_change"),
    path("akun/lupa-sandi/", ForgottenView.as_view(), name="password_reset"),
    path("akun/lupa-sandi/terkirim/", ForgottenDoneView.as_view(), name="password_reset_done"),
    path("akun/lupa-sandi/<str:key>/<str:token>/", password_reset_confirm, name="password_reset_confirm"),
    path("akun/undangan/<int:number>/<str:token>/", invitation, name="invitation"),
]
