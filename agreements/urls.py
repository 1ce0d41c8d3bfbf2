"""Addresses of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from agreements.views.account import NewPasswordView, account

urlpatterns = [
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("akun/", account, name="account"),
    path("akun/sandi/", NewPasswordView.as_view(), name="password_change"),
]
