"""All addresses: Indonesian words, nouns first, verbs last."""

from django.contrib import admin
from django.urls import include, path

from lkjip.health import health
from lkjip.views import SignInView, admin_login

handler500 = "lkjip.faults.server_error"

urlpatterns = [
    path("masuk/", SignInView.as_view(), name="login"),
    path("sehat/", health, name="health"),
    path("admin/login/", admin_login, name="admin_login"),
    path("admin/", admin.site.urls),
    path("", include("agreements.urls")),
    path("", include("reports.urls")),
]
