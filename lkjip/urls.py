"""All addresses: Indonesian words, nouns first, verbs last."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
