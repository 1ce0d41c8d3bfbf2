"""All addresses: Indonesian words, nouns first, verbs last."""

from django.contrib import admin
from django.urls import include, path

from lkjip.views import SignInView, health

urlpatterns = [
    path("masuk/", SignInView.as_view(), name="login"),
    path("sehat/", health, name="health"),
    path("admin/", admin.site.urls),
    path("", include("agreements.urls")),
    path("", include("reports.urls")),
]
