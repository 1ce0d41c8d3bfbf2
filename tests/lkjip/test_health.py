"""`/sehat/`: whether a row can be written, how much room there is, and how the background work stands."""

import datetime
import sqlite3
from collections import namedtuple

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from lkjip import health
from reports.models import Chore
from tests import factories

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """Return a function that sets how many MB are free."""

    def left(megabytes):
        monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Usage(0, 0, megabytes * health.MEGABYTE))

    left(50_000)
    return left


def told(client, status=200):
    response = client.get("/sehat/")
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.json()


def test_all_is_well(client):
    worker = factories.WorkerFactory()
    found = told(client)
    assert found.pop("pekerja_terlihat")[:19] == worker.seen.isoformat()[:19]
    assert found == {
        "status": "sehat",
        "sebab": [],
        "basis_data": "menulis",
        "ruang_bebas_mb": 50_000,
        "pekerja": "bekerja",
        "pekerjaan_tertua": None,
    }


def test_a_row_is_written_but_not_for_everybody_who_asks(client):
    told(client)
    first = Chore.objects.get(name="sehat").ran
    told(client)
    assert Chore.objects.get(name="sehat").ran == first
    Chore.objects.update(ran=first - health.TRIED)
    told(client)
    assert Chore.objects.get(name="sehat").ran > first


def test_what_somebody_should_look_at(client, room):
    room(7)
    factories.WorkerFactory(seen=timezone.now() - datetime.timedelta(minutes=2))
    factories.BatchFactory(at=timezone.now() - health.LONG - datetime.timedelta(minutes=1))
    found = told(client)
    assert (found["status"], found["pekerja"]) == ("perlu dilihat", "tidak ada")
    assert found["pekerjaan_tertua"]
    assert found["sebab"] == [
        "Ruang penyimpanan tinggal 7 MB.",
        "Tidak ada pekerja latar: unduhan dan ringkasan menunggu.",
        "Ada unduhan yang belum selesai setelah lebih dari satu jam.",
    ]


def test_a_young_job_is_no_reason(client):
    factories.WorkerFactory()
    factories.BatchFactory()
    assert told(client)["sebab"] == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("SQLITE_BUSY", "tidak menjawab"), ("SQLITE_FULL", "tidak dapat ditulisi: ruang penyimpanan penuh")],
)
def test_nothing_can_be_saved(client, monkeypatch, name, sentence):
    cause = sqlite3.OperationalError()
    cause.sqlite_errorname = name

    def gone(*_, **__):
        raise OperationalError from cause

    monkeypatch.setattr(health, "claim_chore", gone)
    found = told(client, 503)
    assert found == {"status": "galat", "basis_data": sentence, "ruang_bebas_mb": 50_000}


def test_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    assert told(client, 503)["status"] == "galat"


def test_a_folder_that_is_not_there_yet_has_the_room_of_its_disk(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "belum" / "ada"
    assert told(client)["ruang_bebas_mb"] == 50_000
