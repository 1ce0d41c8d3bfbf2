"""The rules of the house hold (architecture.py), and each of them can fail."""

import re

import pytest

from tests import architecture
from tests.architecture import ROOT, Source, badly_placed, sources, templates, unsafe_template, untested

SOURCES = list(sources())
TEMPLATES = list(templates())


def test_sources_are_found():
    modules = {source.module for source in SOURCES}
    assert {"agreements.models.organisation", "reports.period"} <= modules
    assert "lkjip.settings" in modules
    assert not any("migrations" in module for module in modules)


@pytest.mark.parametrize("rule", architecture.PYTHON_RULES, ids=lambda rule: rule.__name__)
def test_python(rule):
    assert [complaint for source in SOURCES for complaint in rule(source)] == []


def test_templates_stand_where_they_are_looked_for():
    assert [complaint for name, _ in TEMPLATES for complaint in badly_placed(name)] == []


def test_templates_are_safe():
    assert [complaint for name, text in TEMPLATES for complaint in unsafe_template(name, text)] == []


def test_every_module_has_its_tests():
    files = {
        path.relative_to(ROOT / "tests").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "tests").rglob("test_*.py")
    }
    assert [complaint for source in SOURCES for complaint in untested(source, files)] == []


def test_pure_modules_are_tested_without_database():
    """Their tests ask for no database, so pytest-django refuses one."""
    asks = re.compile(r"django_db|\bdb\b(?=[,)])|transactional_db")
    found = [
        path.name
        for name in architecture.PURE - {"enums"}
        for path in (ROOT / "tests").rglob(f"test_{name}.py")
        if asks.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# -- each rule can fail ------------------------------------------------------------------------------------------------

BAD = [
    (architecture.wrong_way, "agreements.queries", "from reports.models import Report"),
    (architecture.wrong_way, "agreements.actions", "import reports"),
    (architecture.wrong_way, "reports.views.report", "from lkjip import settings"),
    (architecture.wrong_room, "reports.models.report", "from reports.queries import visible_to"),
    (architecture.wrong_room, "reports.queries", "from reports.actions import save_realizations"),
    (architecture.wrong_room, "reports.actions", "def f():\n    from reports.views import report"),
    (architecture.wrong_room, "reports.computation", "from agreements import models"),
    (architecture.wrong_room, "reports.helpers", ""),
    (architecture.impure, "reports.computation", "from django.db.models import Sum"),
    (architecture.impure, "reports.checks", "import yaml"),
    (architecture.impure, "reports.narrative", "import num2words"),
    (architecture.impure, "reports.document.build", "from agreements.models import Unit"),
    (architecture.impure, "agreements.numbers.words", "from django.utils import numberformat"),
    (architecture.impure, "reports.queries", '"""Reads rows. Pure."""'),
    (architecture.wrong_door, "reports.views.report", "from weasyprint import HTML"),
    (architecture.wrong_door, "reports.pdf", "import openpyxl.styles"),
    (architecture.wrong_door, "reports.forms.photo", "from PIL import Image"),
    (architecture.floats, "reports.computation", "x = 0.5"),
    (architecture.floats, "reports.queries", "x = float(y)"),
    (architecture.floats, "agreements.models.budget", "x: float = 1"),
    (architecture.floats, "agreements.models.budget", "x = models.FloatField()"),
    (architecture.aggregates, "reports.queries", "x = lines.aggregate(total=Max('amount'))"),
    (architecture.aggregates, "reports.queries", "x = models.Sum('amount')"),
    (architecture.aggregates, "reports.queries", "from django.db.models import Avg"),
    (architecture.aggregates, "reports.queries", "from django.db.models.aggregates import Sum as total"),
    (architecture.reckoning, "reports.views.report", "share = spent / ceiling"),
    (architecture.reckoning, "reports.document.rows", "x = figure.value * 100"),
    (architecture.reckoning, "reports.narrative.sentences", "x = Decimal(100) * part"),
    (architecture.reckoning, "reports.checks.figures", "x = (a - b) / b * 100"),
    (architecture.reckoning, "reports.forms.entry", "value *= 100"),
    (architecture.reckoning, "reports.queries.facts", "total = sum(line.amount for line in lines)"),
    (architecture.reckoning, "reports.queries.facts", "total = sum(amounts)"),
    (architecture.reckoning, "reports.preview", "x = value.quantize(CENTS)"),
    (architecture.reckoning, "reports.policies", "x = round(value, 2)"),
    (architecture.reckoning, "agreements.models.budget", "x = self.amount // 1000"),
    (architecture.writes, "reports.views.report", "report.save()"),
    (architecture.writes, "reports.queries", "Report.objects.filter(id=1).update(status='draft')"),
    (architecture.writes, "agreements.forms.agreement", "Unit.objects.create(name='x')"),
    (architecture.writes, "reports.tasks", "rows.bulk_create([])"),
    (architecture.writes, "reports.management.commands.render_report", "report.delete()"),
    (architecture.writes, "reports.queries", "connection.cursor()"),
    (architecture.careless_actions, "reports.actions", "@transaction.atomic\ndef save(report, *, by): ..."),
    (architecture.careless_actions, "reports.actions", "@transaction.atomic\ndef save(*, report): ..."),
    (architecture.careless_actions, "reports.actions", "def save(*, report, by): ..."),
    (architecture.careless_actions, "reports.actions.review", "@transaction.atomic\ndef save(*reports, by): ..."),
    (architecture.unpaired_permissions, "reports.policies", "def can_submit(): ..."),
    (architecture.unpaired_permissions, "agreements.policies", "def check_can_submit(): ..."),
    (architecture.marked_safe, "reports.views.report", "from django.utils.safestring import mark_safe"),
    (architecture.marked_safe, "reports.templatetags.numbers", "x = html.SafeString('<b>')"),
    (architecture.too_long, "reports.queries", "x = 1\n" * 1000),
]

GOOD = [
    (architecture.wrong_way, "reports.queries", "from agreements.models import Unit"),
    (architecture.wrong_way, "lkjip.urls", "import reports.urls"),
    (architecture.wrong_room, "reports.views.report", "from reports.queries import visible_to"),
    (architecture.wrong_room, "reports.queries", "from agreements.policies import can_see"),
    (architecture.impure, "reports.computation", "from decimal import Decimal\nfrom agreements.enums import Formula"),
    (architecture.impure, "agreements.numbers.words", "from num2words import num2words"),
    (architecture.wrong_door, "reports.engine", "from weasyprint import HTML"),
    (architecture.floats, "reports.computation", "x = Decimal('0.5') + 1"),
    (architecture.aggregates, "reports.queries", "x = Report.objects.count()"),
    (architecture.reckoning, "reports.computation.money", "x = spent / ceiling * 100 + sum(amounts)"),
    (architecture.reckoning, "reports.rounding", "x = value.quantize(CENTS)"),
    (architecture.reckoning, "reports.outputs", "x = folder / 'css' / name"),
    (architecture.reckoning, "reports.narrative.words", "x = '.' * width + '%s' % y"),
    (architecture.reckoning, "reports.document.rows", "x = [None] * columns"),
    (architecture.reckoning, "reports.forms.photos", "MOST = 15 * 1024 * 1024"),
    (
        architecture.reckoning,
        "reports.views.unit",
        "x = sum(1 for row in rows) + sum(row.status == done for row in rows)",
    ),
    (architecture.reckoning, "reports.grid", "x = width * share // total"),
    (architecture.reckoning, "agreements.numbers.words", "x = divmod(number, 100)"),
    (architecture.writes, "reports.queries", "seen.update(other)"),
    (architecture.writes, "reports.xlsx", "workbook.save(buffer)"),
    (architecture.writes, "reports.actions", "report.save()"),
    (architecture.writes, "reports.management.commands.load_demo", "Unit.objects.create(name='x')"),
    (architecture.careless_actions, "reports.actions", "@transaction.atomic\ndef save(*, report, by): ..."),
    (architecture.careless_actions, "reports.actions", "def _record(unit): ..."),
    (architecture.careless_actions, "reports.actions.held", "def hold_unit(unit): ..."),
    (architecture.unpaired_permissions, "reports.policies", "def can_x(): ...\ndef check_can_x(): ..."),
    (architecture.marked_safe, "reports.preview", "from django.utils.safestring import mark_safe"),
]


@pytest.mark.parametrize(("rule", "module", "text"), BAD)
def test_rule_can_fail(rule, module, text):
    assert rule(Source(module, text)) != []


@pytest.mark.parametrize(("rule", "module", "text"), GOOD)
def test_rule_lets_good_code_pass(rule, module, text):
    assert rule(Source(module, text)) == []


@pytest.mark.parametrize("module", architecture.RECKONS)
def test_who_may_reckon_does(module, monkeypatch):
    """A module that stopped reckoning leaves the list, so that it cannot begin with figures unseen."""
    monkeypatch.setattr(architecture, "RECKONS", {})
    mine = [source for source in SOURCES if f"{source.module}.".startswith(f"{module}.")]
    assert [complaint for source in mine for complaint in architecture.reckoning(source)] != []


def test_every_rule_is_shown_able_to_fail():
    assert {rule for rule, _, _ in BAD} == set(architecture.PYTHON_RULES)


@pytest.mark.parametrize(
    "name", ["report.html", "reports/detail.html", "reports/report/parts/detail.html", "office/report/detail.html"]
)
def test_misplaced_template_is_found(name):
    assert badly_placed(name) != []


@pytest.mark.parametrize("name", ["base.html", "_components/table.html", "reports/report/detail.html"])
def test_well_placed_template_passes(name):
    assert badly_placed(name) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ note|safe }}",
        "{{ notes | safeseq }}",
        "{% autoescape off %}",
        "{{ a|add:b }}",
        "{% widthratio a b 100 %}",
        "<script>alert(1)</script>",
        "<script nonce='x'>",
        "<style>p{}</style>",
        '<p style="color:red">',
        "<a onclick='x()'>",
        '<input type="number">',
    ],
)
def test_unsafe_template_is_found(text):
    assert unsafe_template("reports/report/detail.html", f"<p>\n{text}") == [
        complaint for complaint in unsafe_template("reports/report/detail.html", f"<p>\n{text}") if ":2: " in complaint
    ]
    assert unsafe_template("reports/report/detail.html", text) != []


def test_safe_template_passes():
    text = '<script src="x.js" defer></script><link rel="stylesheet" href="x.css"><input type="text">{{ a|default:"" }}'
    assert unsafe_template("reports/report/detail.html", text) == []


def test_paper_may_carry_its_style():
    assert unsafe_template("reports/document/page.html", "<style>@page {}</style>") == []
    assert unsafe_template("reports/document/page.html", "{{ text|safe }}") != []


@pytest.mark.parametrize(
    ("module", "tests", "complains"),
    [
        ("reports.computation", {"reports/test_computation.py": ""}, False),
        ("reports.computation", {"agreements/test_computation.py": ""}, True),
        ("reports.computation", {}, True),
        ("reports.document.build", {"reports/test_document.py": ""}, False),
        ("reports.document.build", {"reports/document/test_build.py": ""}, False),
        ("reports.document.sections", {"reports/document/test_build.py": ""}, False),
        ("reports.computation.facts", {"reports/test_computation_money.py": "import reports.computation.facts"}, False),
        ("reports.computation.facts", {"reports/test_computation_money.py": ""}, True),
        ("reports.computation.facts", {"reports/test_checks.py": "import reports.computation.facts"}, True),
        ("reports.views.grid", {"reports/test_views.py": ""}, True),
        ("reports.views.grid", {"reports/views/test_grid.py": ""}, False),
        ("reports.apps", {}, False),
        ("lkjip.views", {"test_views.py": ""}, False),
    ],
)
def test_mirror_rule(module, tests, complains):
    assert bool(untested(Source(module, "def f(): ..."), tests)) is complains
