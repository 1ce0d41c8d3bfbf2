"""The benchmarks run, and what they measure stays far from quadratic."""

import gzip
import importlib
import io
import json
import re
import sys
from decimal import Decimal

import pypdf
import pytest
from django.conf import settings
from django.db.models import F
from django.urls import resolve

from agreements.models import BudgetLine, Unit, User
from benchmarks import bulk, checks, evidence, grown, growth, importing, load, pages, recaps, render
from benchmarks.common import show
from benchmarks.typist import Typist
from reports.actions import BudgetChange, save_entries
from reports.apart import Drawer
from reports.models import BudgetRealization, Report, UnitSummary
from reports.period import Quarter
from reports.queries import load_facts
from reports.usage import entered_facts
from tests import factories
from tests.reports.workplace import make_workplace


@pytest.fixture(scope="module")
def candipuro():
    return checks.report()


@pytest.mark.parametrize("name", checks.HOSTILE)
def test_hostile_texts_cost_no_quadratic_time(candipuro, monkeypatch, name):
    """Twenty times the bound: a quadratic check of 20,000 characters takes seconds, a slow machine does not."""
    monkeypatch.setattr(checks, "ROUNDS", 1)
    assert checks.median(*candipuro, checks.repeated(checks.HOSTILE[name], checks.CHARACTERS)) < 1000


@pytest.mark.parametrize("as_json", [True, False])
def test_the_benchmark_of_checks_prints_its_medians(monkeypatch, capsys, as_json):
    monkeypatch.setattr(checks, "ROUNDS", 1)
    monkeypatch.setattr(checks, "CHARACTERS", 200)
    monkeypatch.setattr(sys, "argv", ["checks", *(["--json"] if as_json else [])])
    checks.main()
    printed = capsys.readouterr().out
    names = set(json.loads(printed)) if as_json else {line[:24].strip() for line in printed.splitlines()}
    assert names == {"evidence", "prose", *checks.HOSTILE, "worst", "growth"}


def test_a_workbook_of_recaps_is_measured(monkeypatch):
    """In this process: how the figures are put together, and that both ways write every row."""
    monkeypatch.setattr(recaps, "ROWS", 200)
    monkeypatch.setattr(recaps, "ROUNDS", 1)
    monkeypatch.setattr(recaps, "apart", lambda work: (work(recaps.recap()), 1.0))
    found = recaps.measure()
    assert found.keys() == {"ours", "least", "ratio", "memory"}
    assert 0.3 < found["ratio"] < 5


def test_reading_a_budget_sheet_is_measured(monkeypatch):
    monkeypatch.setattr(importing, "ROWS", 600)
    monkeypatch.setattr(importing, "ROUNDS", 1)
    assert len(importing.read(importing.sheet()).rows) == importing.walk(importing.sheet()) - 2 == 600
    found = importing.measure()
    assert found.keys() == {"ours", "bare", "ratio", "preview"}
    assert 0.2 < found["ratio"] < 5


def test_what_the_heaviest_page_loads_stays_light():
    """The grid, compressed as a real place sends it; `benchmarks.weight` measures the same over the wire."""

    def sent(name):
        return len(gzip.compress((settings.BASE_DIR / "static" / name).read_bytes()))

    named = "".join(
        (settings.BASE_DIR / "templates" / name).read_text() for name in ("base.html", "reports/entry/grid.html")
    )
    files = set(re.findall(r"static '([^']+)'", named))
    scripts = {name for name in files if name.endswith(".js")}
    imported = {
        f"js/{name}"
        for name in re.findall(
            r'from "\./([^"]+)"', "".join((settings.BASE_DIR / "static" / name).read_text() for name in scripts)
        )
    }
    assert imported <= scripts, "a module that is not preloaded costs another way to the server"
    assert sum(map(sent, scripts)) < 60_000
    assert sum(map(sent, files)) < 100_000


@pytest.mark.parametrize("name", pages.PAGES)
def test_pages_that_are_measured_are_there(name):
    _, address = pages.PAGES[name]
    path = address.format(place="contoh", year=2024, quarter=2).partition("?")[0]
    assert resolve(path).url_name


@pytest.mark.django_db
def test_the_cost_of_a_page_is_measured(capsys):
    factories.UserFactory(username="organisasi")
    with pages.within_transaction():
        figures = pages.cost("organisasi", "/pemberitahuan/", 3)
    assert 0 < figures["p50"] <= figures["p95"]
    assert figures["queries"] > 0
    show({"notices": figures}, as_json=False, row=pages.ROW, head=pages.HEAD)
    head, row = capsys.readouterr().out.splitlines()
    assert len(head) == len(row)
    assert row.split() == ["notices", *(str(figure) for figure in figures.values())]


@pytest.mark.django_db
def test_the_longest_grid_is_measured_and_gone_again(office, monkeypatch):
    Unit.objects.filter(pk=office.unit.pk).update(slug=grown.UNIT)
    User.objects.filter(pk=office.operator.pk).update(username="operator")
    monkeypatch.setattr(pages, "LONGEST", 30)
    before = BudgetLine.objects.count()
    with pages.longer_grid():
        unit = Unit.objects.get(slug=grown.UNIT)
        facts = entered_facts(load_facts(unit, Quarter(grown.YEAR, grown.QUARTER)))
        assert len(facts.indicators) + len(facts.lines) == pages.LONGEST
        assert BudgetRealization.objects.filter(amount__gte=4_000_000).count() > 20
        assert UnitSummary.objects.filter(unit=unit, computed=F("changes")).exists()
        assert pages.cost("operator", pages.GROWN_GRID, 2)["kB"] > 20
    assert BudgetLine.objects.count() == before


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_not_measured():
    factories.UserFactory(username="organisasi")
    with pytest.raises(SystemExit, match="404"):
        pages.cost("organisasi", "/tidak-ada/", 1)
    with pytest.raises(SystemExit, match="500"):
        pages.once(lambda _, start: start("500 Internal Server Error", []) or io.BytesIO(), "/", "")


@pytest.mark.django_db
def test_the_checks_of_an_office_are_measured_from_the_rows_and_from_inputs(office):
    places = {"place": "contoh", "year": 2024}
    Unit.objects.filter(pk=office.unit.pk).update(slug="kecamatan-contoh")
    figures = pages.checked(places, 2)
    rows, pure = figures["office, rows to findings"], figures["office, inputs to findings"]
    assert (rows["queries"] > 0, pure["queries"]) == (True, 0)
    assert min(rows["processor"], pure["processor"]) > 0


@pytest.mark.django_db
def test_an_unscaled_database_is_told():
    with pytest.raises(SystemExit, match="generate_scale"):
        pages.where()


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.mark.django_db
def test_a_report_is_measured_beside_the_bare_engine(office, tmp_path):
    """Every side draws: the ratios are of works of the same kind."""
    figures = render.measure(tmp_path, "", 1, processor=True)
    assert figures.pop("memory_mb_apart") > 20
    assert set(figures) == {
        "end_to_end_over_raw_weasyprint",
        "end_to_end_over_warm",
        "apart_over_warm",
        "warm_over_naive",
        "six_photographs_over_none",
        "seconds_end_to_end",
        "seconds_raw_weasyprint",
        "seconds_warm",
        "seconds_apart",
        "seconds_first_apart",
    }
    assert all(0.1 < figure < 10 for figure in figures.values())


@pytest.mark.django_db
def test_the_sides_draw_the_same_pages(office, tmp_path):
    sides = render.Sides(tmp_path, render.chosen(""), Drawer())
    assert len(sides.pages) == 2

    def drawn(side) -> list[str]:
        side()
        return [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]

    try:
        assert drawn(sides.naive) == drawn(sides.warm) == drawn(sides.apart)
    finally:
        sides.drawer.close()
    without, illustrated = drawn(sides.without_photographs), drawn(sides.with_photographs)
    assert len(illustrated) > len(without)
    sides.end_to_end()
    kept = [path for path in (tmp_path / "gambar").rglob("*") if path.is_file()]
    assert len(kept) == 2
    sides.end_to_end()
    assert [path for path in (tmp_path / "gambar").rglob("*") if path.is_file()] == kept


def test_sides_take_turns_and_the_first_round_does_not_count():
    order = []
    ticks = iter(range(100))
    sides = {name: lambda name=name: order.append(name) for name in "ab"}
    found = render.in_turn(sides, 2, lambda: next(ticks))
    assert "".join(order) == "abbaab"
    assert found == {"a": [1, 1], "b": [1, 1]}
    assert render.ratio([3, 4, 9], [1, 2, 3]) == 3


@pytest.mark.django_db
def test_a_quarter_without_reports_is_told():
    with pytest.raises(SystemExit, match="generate_scale"):
        render.chosen("")


def test_a_quarter_is_measured_alone_and_beside_pages(monkeypatch, tmp_path):
    """How the figures are put together: one and two draw alone, a third job beside pages gives only the burst."""
    asked = []

    def run(folder, processes, unit, pages=None, *, again=False):
        asked.append((processes, pages is not None, again))
        if pages is not None:
            pages += [20.0, 40.0]
        return {
            1: bulk.Run(24, 100.0, 1.5, 6.0, (40.0, 300.0), {"Rss": 113.0, "Pss": 81.0}, 3.0),
            2: bulk.Run(24, 50.0, 2.0, 7.0, (50.0, 400.0), {"Rss": 118.0, "Pss": 80.0}, 0.0),
        }[processes]

    monkeypatch.setattr(bulk, "run", run)
    monkeypatch.setattr(bulk, "looks", lambda count: [10.0] * count)
    figures = bulk.measure(tmp_path, "")
    assert asked == [(1, False, True), (2, False, False), (2, True, False)]
    quick = bulk.quickly(tmp_path, "")
    assert asked[3:] == [(1, False, False)]
    assert quick.items() <= figures.items() | {("memory_mb_per_worker", 113)}
    assert figures["bulk_two_workers_over_one"] == 2
    assert (figures["second_zip_over_first"], figures["changed_zip_over_first"]) == (0.015, 0.06)
    assert (figures["zip_first_byte_ms"], figures["zip_sent_ms"]) == (40, 300)
    assert (figures["memory_mb_per_worker"], figures["memory_own_mb"], figures["memory_growth_mb"]) == (118, 81, 3)
    assert (figures["page_p95_idle_ms"], figures["burst_rate"]) == (10, 1)
    assert figures.keys() >= set(render.BULK)


@pytest.mark.django_db
def test_changed_reports_are_of_different_offices_and_put_back():
    first, second = make_workplace(), make_workplace()

    def dates():
        return dict(Report.objects.filter(year=bulk.YEAR).values_list("pk", "signed_on"))

    before = dates()
    with bulk.touched("", 2):
        changed = {report for report, date in dates().items() if date != before[report]}
        units = Report.objects.filter(pk__in=changed).values_list("position__unit", flat=True)
        assert set(units) == {first.unit.pk, second.unit.pk}
    with bulk.touched(first.unit.slug, 1):
        assert sum(date != before[report] for report, date in dates().items()) == 1
    assert dates() == before


@pytest.mark.parametrize("name", growth.PAGES)
def test_pages_whose_growth_is_measured_are_there(name):
    _, address = growth.PAGES[name]
    assert resolve(address.format(place="contoh", year=2024, quarter=2)).url_name


@pytest.mark.parametrize("as_json", [True, False])
def test_growth_is_told_by_page_and_size(monkeypatch, capsys, tmp_path, as_json):
    """Each page over a database of each size; the databases and the processes are those of the other tests' business."""
    asked = []

    def apart(page, rounds, environment):
        asked.append((page, rounds, environment["DATABASE_URL"]))
        figure = 10.0 * len(asked)
        return {"p50": figure, "p95": figure, "processor": figure, "queries": 9, "kB": 5, "MB": 1.5}

    monkeypatch.setattr(growth, "apart", apart)
    monkeypatch.setattr(growth, "manage", lambda *words, environment: None)
    words = ["--folder", str(tmp_path), "--units", "1", "21", "--years", "1", "5", "--rounds", "7"]
    growth.main([*words, *(["--json"] if as_json else [])])
    assert {rounds for _, rounds, _ in asked} == {7}
    sizes = ("1x1", "21x1", "1x5", "21x5")
    assert [address for _, _, address in asked[:4]] == [f"sqlite:///{tmp_path}/{size}/lkjip.sqlite3" for size in sizes]
    printed = capsys.readouterr().out
    if as_json:
        found = json.loads(printed)
        assert list(found) == [f"{page}, {size}" for page in growth.PAGES for size in sizes]
        assert [found[f"board, {size}"]["units"] for size in sizes] == [1.0, 2.0, 1.0, 1.33]
        assert [found[f"board, {size}"]["years"] for size in sizes] == [1.0, 1.0, 3.0, 2.0]
    else:
        lines = printed.splitlines()
        assert len({len(line) for line in lines}) == 1
        assert lines[2].split()[:3] == ["board,", "21x1", "20.0"]


def test_a_database_is_filled_once(monkeypatch, tmp_path):
    done = []
    monkeypatch.setattr(growth, "manage", lambda *words, environment: done.append((words[0], environment)))
    for _ in range(2):
        growth.filled(growth.Size(3, 2), tmp_path, "postgres:///growth{size}")
    assert [name for name, _ in done] == [
        "migrate",
        "generate_scale",
        "refresh_summaries",
        "migrate",
        "refresh_summaries",
    ]
    assert {environment["DATABASE_URL"] for _, environment in done} == {"postgres:///growth3x2"}


@pytest.mark.django_db
def test_one_page_is_measured_with_the_memory_that_it_takes(monkeypatch):
    factories.UserFactory(username="organisasi")
    monkeypatch.setattr(pages, "ready", lambda: None)
    monkeypatch.setattr(pages, "where", lambda: {"place": "", "year": 2024, "quarter": 2})
    monkeypatch.setattr(growth, "PAGES", {"notices": pages.PAGES["notices"]})
    with pages.within_transaction():
        figures = growth.one("notices", 2)
    assert figures["queries"] > 0
    assert figures["MB"] >= 0


# -- load and drills ---------------------------------------------------------------------------------------------------


def test_every_drill_that_is_named_is_there():
    told = (settings.BASE_DIR / "bin" / "drill").read_text()
    (names,) = re.findall(r"^  ([\w |]+)\) exec", told, re.MULTILINE)
    for name in names.split(" | "):
        assert f"bin/drill {name} " in told
        drill = importlib.import_module(f"benchmarks.drills.{name}")
        assert callable(drill.main)
        assert f"bin/drill {name}" in drill.__doc__


class Answering:
    """A server's end of a line: keeps what was typed, and tells it again as the grid's address does."""

    def __init__(self) -> None:
        self.version, self.amount = 0, ""

    def __call__(self, method, path, data=None):
        state = "saved"
        if method == "POST":
            if int(data["anggaran-7-versi"]) == self.version:
                self.version, self.amount = self.version + 1, data["anggaran-7-nilai"]
            else:
                state = "conflict"
        fields = {"anggaran-7-nilai": self.amount, "anggaran-7-ket": ""}
        cell = {"version": self.version, "original": "x", "fields": fields, "state": state}
        return 200, json.dumps({"cells": {"anggaran-7": cell}}).encode()


def test_a_typist_goes_on_from_what_was_saved_and_is_told_what_was_not():
    server = Answering()
    one, other = (Typist(server, number, "/unit/a/2024/2/isian/") for number in (1, 2))
    for person in (one, other):
        person.look()
    assert one.money_cells() == ["anggaran-7"]
    assert one.save({"anggaran-7": 10}).saved
    assert one.save({"anggaran-7": 20}, note="lagi").saved
    assert not other.save({"anggaran-7": 30}).saved
    other.look()
    assert other.save({"anggaran-7": 30}).saved
    assert (server.version, server.amount) == (3, "30")


@pytest.mark.django_db
def test_load_tells_what_was_said_to_be_saved_and_is_not(office):
    grid = office.address("isian/")
    crowd = load.Crowd([], None)
    crowd.said[grid, f"anggaran-{office.line.pk}"] = 1000
    change = BudgetChange(office.line.pk, 0, amount=Decimal(1000))
    save_entries(unit=office.unit, quarter=Quarter(2024, 2), changes=[change], by=office.operator)
    assert crowd.lost([office.unit]) == []
    assert evidence.faults(office.unit) == []
    BudgetRealization.objects.update(amount=2000)
    assert len(crowd.lost([office.unit])) == len(evidence.faults(office.unit)) == 1
    crowd.unsure.add((grid, f"anggaran-{office.line.pk}", 2000))
    assert crowd.lost([office.unit]) == [], "a save whose answer never came may stand there"
