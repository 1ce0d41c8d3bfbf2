"""What tests of downloads share: an office whose drafts are drawn in no time, and workers that are functions."""

from collections import Counter

from django.utils.module_loading import import_string
from django_q.models import OrmQ

from agreements.enums import BatchKind
from reports import serving
from reports.actions import start_batch
from reports.models import Batch
from reports.period import Quarter

QUARTER = Quarter(2024, 2)


def quick_drawing(monkeypatch) -> Counter:
    """Let a PDF be its report's name, and count how often each is drawn."""
    drawn = Counter()

    def draw(ending):
        def render(prepared):
            drawn[f"{prepared.inputs.position_slug}.{ending}"] += 1
            return serving.RenderedFile(
                f"{prepared.document.slug}.{ending}",
                serving.TYPES[ending],
                b"%PDF " + prepared.inputs.position.encode(),
            )

        return render

    monkeypatch.setattr(serving, "OUTPUTS", {ending: draw(ending) for ending in serving.TYPES})
    return drawn


def ask(place, **more) -> Batch:
    """Ask for all reports of the small office."""
    asked = {
        "kind": BatchKind.REPORTS,
        "quarter": QUARTER,
        "unit": place.unit,
        "workbooks": False,
        "by": place.operator,
    }
    return start_batch(**asked | more)


def work(batch: Batch) -> Batch:
    """Do all that is queued, and return the job as it is then."""
    while task := OrmQ.objects.first():
        task.delete()
        import_string(task.task["func"])(*task.task["args"])
    return Batch.objects.get(pk=batch.pk)


def states(batch: Batch) -> list[str]:
    """Return the states of the files, in order."""
    return list(batch.items.order_by("order").values_list("state", flat=True))
