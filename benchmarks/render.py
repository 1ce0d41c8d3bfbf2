"""What a report costs beside the bare engine. Run from the top: `LKJIP_DEMO=1 python -m benchmarks.render [--json]`.

Over the database of the environment, which `manage.py generate_scale` has filled. The sides take turns within one run,
over the reports of one unit; each ratio is the median of those of the rounds. By the clock, so on an idle machine;
`--processor` takes the processor time of this process, and of the one beside it, instead, which leaves out the database
and the disk.

- `end_to_end_over_raw_weasyprint`: from the rows to PDF/A-3a on the disk, as a job of downloads does it (loading,
  computing, checking, key, template, workbook and data as attachments, store), over WeasyPrint alone called on the same
  finished HTML with the same stylesheets and variant, straight to a file
- `end_to_end_over_warm`: the same over our own engine on the same HTML: what is ours around the drawing
- `apart_over_warm`: our engine in the process beside this one, as pages have it, over our engine here
- `warm_over_naive`: our engine (fonts, stylesheets kept; collector away) over that bare call
- `six_photographs_over_none`: a report with six photographs, as they are kept after their upload, over the same without
- `seconds_first_apart`: one report with the start of that process in it; `memory_mb_apart`: what it takes in the end
- `bulk_two_workers_over_one`, `second_zip_over_first`, `memory_mb_per_worker`: from `benchmarks.bulk`, over the whole
  quarter; `--without-bulk` leaves them out
"""

import datetime
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import django
from PIL import Image

from benchmarks import bulk
from benchmarks.common import options, show

ROUNDS = 7
PHOTOGRAPH = (4000, 3000)
PHOTOGRAPHS = 6
BULK = ("bulk_two_workers_over_one", "second_zip_over_first", "memory_mb_per_worker")


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument(
        "--unit", default="", help="draw the reports of this unit (its slug); one with twelve by default"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock")
    parser.add_argument("--without-bulk", action="store_true", help="leave the whole quarter out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lkjip-render-") as folder:
        os.environ["MEDIA_DIR"] = folder
        os.environ.setdefault("LOG_LEVEL", "ERROR")
        os.environ["DJANGO_SETTINGS_MODULE"] = "lkjip.settings"
        django.setup()
        figures = measure(Path(folder), arguments.unit, arguments.rounds, processor=arguments.processor)
        if not arguments.without_bulk:
            bulk.settle()
            found = bulk.measure(Path(folder), "")
            figures |= {name: found[name] for name in BULK}
    show(figures, as_json=arguments.json, row="{name:32} {figure:8.3f}")


def measure(folder: Path, unit: str, rounds: int, *, processor: bool) -> dict[str, float]:
    """Return the ratios by name, and the seconds of a report and its sides."""
    from reports.apart import Drawer  # noqa: PLC0415 -- after django.setup()
    from reports.pdf import draw_here  # noqa: PLC0415

    # As the processes of a worker do.
    draw_here()
    sides = Sides(folder, chosen(unit), Drawer())
    clock = sides.processor if processor else time.perf_counter
    try:
        first = sides.seconds_of_first(clock)
        timed = {"ours": sides.end_to_end, "warm": sides.warm, "apart": sides.apart, "naive": sides.naive}
        found = in_turn(timed, rounds, clock)
        memory = bulk.size_of(sides.drawer.pid)["Rss"]
    finally:
        sides.drawer.close()
    photos = in_turn({"with": sides.with_photographs, "without": sides.without_photographs}, rounds, clock)
    figures = {
        "end_to_end_over_raw_weasyprint": ratio(found["ours"], found["naive"]),
        "end_to_end_over_warm": ratio(found["ours"], found["warm"]),
        "apart_over_warm": ratio(found["apart"], found["warm"]),
        "warm_over_naive": ratio(found["warm"], found["naive"]),
        "six_photographs_over_none": ratio(photos["with"], photos["without"]),
        "seconds_end_to_end": statistics.median(found["ours"]) / len(sides.pages),
        "seconds_raw_weasyprint": statistics.median(found["naive"]) / len(sides.pages),
        "seconds_warm": statistics.median(found["warm"]) / len(sides.pages),
        "seconds_apart": statistics.median(found["apart"]) / len(sides.pages),
        "seconds_first_apart": first,
        "memory_mb_apart": memory,
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


def in_turn(sides: Mapping[str, Callable[[], None]], rounds: int, clock: Callable[[], float]) -> dict[str, list[float]]:
    """Return the seconds of each side in each round, after one that does not count; each round begins with another."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        names = list(sides)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            begun = clock()
            sides[name]()
            if number:
                seconds[name].append(clock() - begun)
    return seconds


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios of the rounds."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def chosen(slug: str):
    """Return the unit of a slug, else the one with the most reports in the quarter."""
    from django.db.models import Count  # noqa: PLC0415 -- after django.setup()

    from reports.models import Report  # noqa: PLC0415

    if slug:
        return bulk.found_unit(slug)
    rows = Report.objects.filter(year=bulk.YEAR, quarter=bulk.QUARTER).values_list("position__unit__slug")
    most = rows.annotate(found=Count("pk")).order_by("-found", "-position__unit").first()
    if most is None:
        sys.exit(f"no report in quarter {bulk.QUARTER} of {bulk.YEAR}: run manage.py generate_scale first")
    return bulk.found_unit(most[0])


class Sides:
    """Ways to draw the reports of a unit, each to files."""

    def __init__(self, folder: Path, unit, drawer) -> None:
        from agreements.enums import ReportForm  # noqa: PLC0415
        from reports.inputs import PhotoEntry  # noqa: PLC0415
        from reports.outputs import prepare_inputs  # noqa: PLC0415
        from reports.period import Quarter  # noqa: PLC0415
        from reports.preview import render_page  # noqa: PLC0415
        from reports.serving import UnitFiles  # noqa: PLC0415

        self.unit, self.quarter, self.folder, self.drawer = unit, Quarter(bulk.YEAR, bulk.QUARTER), folder, drawer
        files = UnitFiles(unit, self.quarter)
        documents = [prepare_inputs(inputs, files.facts).document for inputs in files.inputs.values()]
        self.pages = [(render_page(document), bool(document.draft)) for document in documents]
        inputs = replace(next(iter(files.inputs.values())), form=ReportForm.KEPALA_BAGIAN, photos=())
        pictures = tuple(PhotoEntry(f"Foto {name}", datetime.date(2024, 6, 3), name) for name in photographs())
        self.plain = prepare_inputs(inputs, files.facts)
        self.illustrated = prepare_inputs(replace(inputs, photos=pictures), files.facts)

    def end_to_end(self) -> None:
        """From the rows to the store."""
        from reports.serving import UnitFiles  # noqa: PLC0415

        bulk.empty(self.folder)
        files = UnitFiles(self.unit, self.quarter)
        for slug in files.inputs:
            files.keep_report(slug, "pdf")

    def warm(self) -> None:
        """Our engine, on finished pages."""
        from reports.pdf import draw_page  # noqa: PLC0415

        for page, draft in self.pages:
            self._target.write_bytes(draw_page(page, draft=draft))

    def apart(self) -> None:
        """The same engine in the process beside this one."""
        for page, draft in self.pages:
            self._target.write_bytes(self.drawer.draw(page, draft=draft))

    def seconds_of_first(self, clock: Callable[[], float]) -> float:
        """Return the seconds of the first document of that process, which has to start for it."""
        begun = clock()
        page, draft = self.pages[0]
        self.drawer.draw(page, draft=draft)
        return clock() - begun

    def processor(self) -> float:
        """Return the processor time of this process and of the one beside it."""
        here = time.process_time()
        # How Linux names the clock of another process: see clock_getcpuclockid(3).
        return here if self.drawer.pid is None else here + time.clock_gettime(~self.drawer.pid << 3 | 2)

    def naive(self) -> None:
        """WeasyPrint as its documentation calls it, on finished pages."""
        from weasyprint import HTML  # noqa: PLC0415

        from reports.engine import BASE_URL, PDF_VARIANT, STATIC_DIR  # noqa: PLC0415

        for page, draft in self.pages:
            names = ("document.css", "print.css", *(["print-draft.css"] if draft else []))
            HTML(string=page, base_url=BASE_URL).write_pdf(
                self._target, stylesheets=[str(STATIC_DIR / "css" / name) for name in names], pdf_variant=PDF_VARIANT
            )

    def with_photographs(self) -> None:
        """The longest form with six photographs."""
        self._draw(self.illustrated)

    def without_photographs(self) -> None:
        """The same without."""
        self._draw(self.plain)

    def _draw(self, prepared) -> None:
        from reports.outputs import OUTPUTS  # noqa: PLC0415

        self._target.write_bytes(OUTPUTS["pdf"](prepared).content)

    @property
    def _target(self) -> Path:
        return self.folder / "report.pdf"


def photographs() -> list[str]:
    """Return the names of photographs that came from a phone, as the upload keeps them: every pixel another."""
    from agreements.images import clean_image, keep_image  # noqa: PLC0415

    names = []
    for number in range(PHOTOGRAPHS):
        coarse = Image.effect_noise((PHOTOGRAPH[0] // 16, PHOTOGRAPH[1] // 16), 40 + number)
        uploaded = io.BytesIO()
        coarse.resize(PHOTOGRAPH).convert("RGB").save(uploaded, "JPEG", quality=90)
        names.append(keep_image(clean_image(uploaded.getvalue()), "foto"))
    return names


if __name__ == "__main__":
    main()
