"""What serves pages is ready before the first request."""

import json
import subprocess
import sys

from django.conf import settings

SCRIPT = """
import gc, json, sys
from lkjip import wsgi
from django.core.signals import request_finished
from django.template import engines
kept = {id(found) for found in gc.get_objects()}


class Ring:
    def __init__(self):
        self.itself = self


def rings():
    return sum(isinstance(found, Ring) for found in gc.get_objects())


def left_behind(count):
    gc.collect()
    for _ in range(count):
        Ring()
    before = rings()
    request_finished.send("request")
    return before, rings()


templates = engines["django"].engine.template_loaders[0].get_template_cache
print(json.dumps({
    "views": "reports.views.board" in sys.modules,
    "templates": sorted(key for key in templates),
    "frozen": gc.get_freeze_count(),
    "in_sight": len(kept),
    "few": left_behind(100),
    "many": left_behind(20_000),
}))
"""


def test_what_stays_is_loaded_and_out_of_the_collectors_sight_which_waits_for_the_end_of_a_request():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert found["views"]
    assert {"reports/entry/grid.html", "_components/entry_cell.html"} <= set(found["templates"])
    assert found["in_sight"] < found["frozen"] / 10
    assert found["few"] == [100, 100], "not worth a look"
    assert found["many"] == [20_000, 0], "kept until the answer is sent, and gone then"
