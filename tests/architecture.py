"""The rules of the house as functions: each takes one source and returns what breaks the rule.

`test_architecture.py` runs them over the project, and shows for each that it can fail.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("agreements", "reports", "lkjip")

# An import may only point at a package of the same or a lower place.
PLACE_OF_PACKAGE = {"agreements": 0, "reports": 1, "lkjip": 2}

# Rooms of an app from the inside out; a room imports its own kind and those further in.
ROOMS = (
    # pure: plain values in, plain values out
    {
        "enums", "numbers", "period", "inputs", "results", "rules", "rounding", "computation", "tree", "usage",
        "checks", "narrative", "layouts", "workflow", "document", "grid", "sealing", "frozen", "snapshot", "trail_words", "expressions", "explanation", "noted",
        "codes", "recaps", "board", "office", "charts", "comparison", "anchors", "background", "copying", "guidebook",
        "zipping", "progress", "promise", "readable", "onetime", "tries", "cascade", "organisation", "seen",
    },
    {"models"},
    # what reads rows, and what draws a finished document
    {"queries", "policies", "recording", "issuing", "pdf", "pdf_archive", "pdf_merging", "hyphenation", "qr", "bundle", "preview", "xlsx", "data", "summary", "outputs", "recap_files", "images", "templatetags", "holidays", "sheets", "letters", "standard", "dependents", "store", "serving", "spared", "bounds", "undrawable", "engine", "apart", "drawer", "folders"},
    {"actions"},
    {"backups", "tasks", "worker", "incidents", "mailing", "converters", "refreshing", "triggers", "importing", "forms", "views", "urls", "admin", "management", "apps", "demo"},
)  # fmt: skip
ROOM = {name: place for place, names in enumerate(ROOMS) for name in names}
PURE = ROOMS[0]

# Who may import a library that must stay behind one door.
DOORS = {
    "weasyprint": {"reports.engine"},
    "pydyf": {"reports.pdf_archive"},
    "pypdf": {"reports.pdf_merging"},
    "openpyxl": {"reports.xlsx", "agreements.sheets"},
    "PIL": {"agreements.images"},
    "segno": {"reports.qr"},
    "pyphen": {"reports.hyphenation"},
    "holidays": {"agreements.holidays"},
    "django_q": {"reports.actions", "reports.worker"},
}

# Who may change rows: actions, the demo loader, what puts a backup back, Django's admin, and what sets triggers. Migrations are not read.
WRITERS = {"actions", "admin", "backups", "demo", "triggers"}
WRITER_COMMANDS = {"load_demo", "generate_scale"}
WRITES = {
    "save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "asave", "adelete",
}  # fmt: skip

# What actions share: called inside their transaction, and no action itself.
INSIDE_ACTIONS = {
    "agreements.actions.account_steps",
    "agreements.actions.organisation",
    "reports.actions.held",
    "reports.actions.steps",
    "reports.actions.written",
    "agreements.actions.measure_steps",
    "agreements.actions.plan_steps",
}

MARKED_SAFE = {"mark_safe", "SafeString", "SafeText", "safestring"}
MAY_MARK_SAFE = {"reports.preview"}

LONGEST_MODULE = 420


@dataclass(frozen=True)
class Source:
    """A Python file: dotted module name and text."""

    module: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def package(self) -> str:
        return self.module.split(".")[0]

    @property
    def room(self) -> str:
        """The first name under the app: 'views' for reports.views.report; '' for the app's own __init__."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else ""

    def at(self, node: ast.AST, message: str) -> str:
        return f"{self.module}:{getattr(node, 'lineno', 0)}: {message}"


def sources(root: Path = ROOT) -> Iterator[Source]:
    """Yield every module of the project but migrations and tests."""
    for package in APPS:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root).with_suffix("").parts
            yield Source(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path.read_text(encoding="utf-8"))


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield (node, full name) of all imports; `from a import b` gives 'a.b' where it may be a module."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}" if node.module else f".{alias.name}"


def called(node: ast.Call) -> str:
    """Return the last name of what is called: 'save' for report.save()."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


# -- imports -----------------------------------------------------------------------------------------------------------


def wrong_way(source: Source) -> list[str]:
    """lkjip may import reports, reports may import agreements, never back."""
    return [
        source.at(node, f"{source.package} may not import {name}")
        for node, name in imports(source)
        if PLACE_OF_PACKAGE.get(name.split(".")[0], -1) > PLACE_OF_PACKAGE[source.package]
    ]


def wrong_room(source: Source) -> list[str]:
    """Inside and between apps, a room imports only rooms that are as far in or further."""
    if source.package == "lkjip" or not source.room:
        return []
    if source.room not in ROOM:
        return [f"{source.module}: which room is this? Name it in tests/architecture.py, ROOMS"]
    found = []
    for node, name in imports(source):
        parts = name.split(".")
        # Everything of the settings, addresses included, may be reached from the outermost room.
        if parts[0] not in APPS or len(parts) < 2 or parts[0] == "lkjip":
            continue
        if ROOM.get(parts[1], len(ROOMS)) > ROOM[source.room]:
            found.append(source.at(node, f"{source.room} may not import {name}"))
    return found


def impure(source: Source) -> list[str]:
    """Pure modules import the standard library, each other and the enums; the number words come from num2words."""
    claims = (ast.get_docstring(source.tree) or "").rstrip().endswith("Pure.")
    if source.room not in PURE or source.module == "agreements.enums":
        return [f"{source.module}: says it is pure but is not listed as such"] if claims and source.room else []
    found = []
    for node, name in imports(source):
        top, *rest = name.split(".")
        allowed = (
            top in sys.stdlib_module_names
            or (top in APPS and rest and rest[0] in PURE)
            or (top == "num2words" and source.module.startswith("agreements.numbers"))
        )
        if not allowed:
            found.append(source.at(node, f"pure modules may not import {name}"))
    return found


def wrong_door(source: Source) -> list[str]:
    """WeasyPrint and openpyxl are imported in one place each."""
    return [
        source.at(node, f"only {', '.join(sorted(doors))} may import {library}")
        for node, name in imports(source)
        for library, doors in DOORS.items()
        if name.split(".")[0] == library and ".".join(source.module.split(".")[:2]) not in doors
    ]


# -- arithmetic --------------------------------------------------------------------------------------------------------


def floats(source: Source) -> list[str]:
    """No float in either app: not the type, not a literal."""
    return [
        source.at(node, "no float: use Decimal")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Attribute) and node.attr == "FloatField")
    ]


def aggregates(source: Source) -> list[str]:
    """No figure is summed or averaged by the database: only computation.py computes."""
    found = [
        source.at(node, f"no arithmetic in SQL: {called(node)}()")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"Sum", "Avg", "StdDev", "Variance", "aggregate"}
    ]
    return found + [
        source.at(node, f"no arithmetic in SQL: {name}")
        for node, name in imports(source)
        if re.fullmatch(r"django\.db\.models(\..+)?\.(Sum|Avg|StdDev|Variance)", name)
    ]


OPERATORS = {ast.Div: "/", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**"}
RECKONING = {"sum", "divmod", "round", "mean", "fmean", "quantize", "prod", "divide", "multiply", "remainder_near"}
COMPUTES = {"computation", "expressions", "rounding"}

# Modules that reckon with something else than figures, and with what.
RECKONS = {
    "agreements.numbers": "the digits of one number, to write it down",
    "agreements.onetime": "steps of time",
    "agreements.tries": "minutes",
    "reports.backups": "rows and bytes of a backup",
    "reports.bundle": "pages of joined reports",
    "reports.charts": "places of shapes on paper",
    "reports.data": "the places of a published figure",
    "reports.demo.names": "years and months of made-up NIPs",
    "reports.demo.synthetic": "made-up figures of a kabupaten that does not exist",
    "reports.document.chart": "places of boxes on paper",
    "reports.document.numbering": "letters of a list",
    "reports.document.tables": "widths of columns",
    "reports.folders": "paths",
    "reports.grid": "rows and columns of a worksheet",
    "agreements.images": "pixels and bytes",
    "agreements.sheets": "bytes, rows and columns of a worksheet",
    "reports.management.commands.precommit": "paths",
    "reports.period": "months and days",
    "reports.progress": "files of a job, and seconds",
    "reports.store": "paths",
    "reports.views.downloads": "files of a quarter",
    "reports.xlsx": "rows and columns of a worksheet",
}


def reckoning(source: Source) -> list[str]:
    """No figure is multiplied, divided or summed outside computation.py: a share here would be one nobody can trace.

    Paths may be joined with / and texts and lists repeated with *, where one side is written out; rows may be counted.
    """
    if source.package == "lkjip" or source.room in COMPUTES or reckons(source.module):
        return []
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.BinOp(op=op) if type(op) in OPERATORS and not is_no_reckoning(node):
                found.append(source.at(node, f"no arithmetic with {OPERATORS[type(op)]}: only computation.py computes"))
            case ast.AugAssign(op=op) if type(op) in OPERATORS:
                found.append(
                    source.at(node, f"no arithmetic with {OPERATORS[type(op)]}=: only computation.py computes")
                )
            case ast.Call() if called(node) in RECKONING and not counts(node):
                found.append(source.at(node, f"no arithmetic with {called(node)}(): only computation.py computes"))
    return found


def reckons(module: str) -> str:
    """Return what a module of `RECKONS`, or of a folder there, reckons with; '' for others."""
    return next((what for name, what in RECKONS.items() if f"{module}.".startswith(f"{name}.")), "")


def is_no_reckoning(node: ast.BinOp) -> bool:
    """Whether the operation joins a path, repeats or fills in a text or list, or multiplies numbers written out."""
    match node:
        case ast.BinOp(op=ast.Div(), left=left, right=right):
            return is_text(right) or (isinstance(left, ast.BinOp) and is_no_reckoning(left))
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return is_sequence(left) or is_sequence(right) or is_written_out(node)
        case ast.BinOp(op=ast.Mod(), left=left):
            return is_text(left)
    return is_written_out(node)


def is_text(node: ast.AST) -> bool:
    """Whether the expression is a text written out."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_sequence(node: ast.AST) -> bool:
    """Whether the expression is a text, list or tuple written out."""
    return is_text(node) or isinstance(node, ast.List | ast.Tuple)


def is_written_out(node: ast.AST) -> bool:
    """Whether the expression holds nothing but whole numbers written out."""
    inner = [part for part in ast.walk(node) if isinstance(part, ast.expr)]
    return all(
        isinstance(part, ast.BinOp) or (isinstance(part, ast.Constant) and isinstance(part.value, int))
        for part in inner
    )


def counts(node: ast.Call) -> bool:
    """Whether a sum only counts: its parts are 1, len(...), or a comparison."""
    match node:
        case ast.Call(func=ast.Name(id="sum"), args=[ast.GeneratorExp(elt=part) | ast.ListComp(elt=part)]):
            return (
                isinstance(part, ast.Compare)
                or (isinstance(part, ast.Constant) and part.value == 1)
                or (isinstance(part, ast.Call) and called(part) == "len")
            )
    return False


# -- writes ------------------------------------------------------------------------------------------------------------


def may_write(source: Source) -> bool:
    """Whether the module is one of the few that change rows."""
    return source.room in WRITERS or source.module.rsplit(".", 1)[-1] in WRITER_COMMANDS


def writes(source: Source) -> list[str]:
    """Rows change in actions.py, the demo loader, the admin and migrations, nowhere else.

    `queryset.update()` takes keyword arguments only, so `dict.update(other)` passes. Pure modules and renderers hold no
    rows; there `save()` is a workbook's.
    """
    if (
        may_write(source)
        or source.room in PURE | {"xlsx", "pdf", "images", "sheets", "store"}
        or source.package == "lkjip"
    ):
        return []
    found = []
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if name in WRITES or (name in {"update", "aupdate"} and not node.args) or name == "cursor":
            found.append(source.at(node, f".{name}() belongs into an action"))
    return found


def careless_actions(source: Source) -> list[str]:
    """Every public action takes keywords only, says who does it (`by`), and is one transaction."""
    if source.room != "actions" or source.module in INSIDE_ACTIONS:
        return []
    found = []
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        arguments = node.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            found.append(source.at(node, f"{node.name}() must take keyword arguments only"))
        if "by" not in {argument.arg for argument in arguments.kwonlyargs}:
            found.append(source.at(node, f"{node.name}() must take by="))
        if not any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list):
            found.append(source.at(node, f"{node.name}() must be @transaction.atomic"))
    return found


def unpaired_permissions(source: Source) -> list[str]:
    """Every can_x() has its check_can_x(), which raises with a sentence for the user, and the other way round."""
    if source.room != "policies":
        return []
    names = {node.name for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)}
    found = [
        f"{source.module}: {n}() has no check_{n}()" for n in names if re.match("can_", n) and f"check_{n}" not in names
    ]
    return found + [
        f"{source.module}: {n}() has no {n.removeprefix('check_')}()"
        for n in names
        if n.startswith("check_can_") and n.removeprefix("check_") not in names
    ]


# -- text stays text ---------------------------------------------------------------------------------------------------


def marked_safe(source: Source) -> list[str]:
    """Nothing is declared to be markup but a finished preview."""
    if ".".join(source.module.split(".")[:2]) in MAY_MARK_SAFE:
        return []
    names = [(node, node.id) for node in ast.walk(source.tree) if isinstance(node, ast.Name)]
    names += [(node, node.attr) for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
    names += [(node, part) for node, name in imports(source) for part in name.split(".")]
    return [source.at(node, f"{name}: text must stay text") for node, name in names if name in MARKED_SAFE]


def too_long(source: Source) -> list[str]:
    """A module that grows past about 400 lines becomes a folder."""
    lines = source.text.count("\n")
    return [f"{source.module}: {lines} lines; make it a folder of the same name"] if lines > LONGEST_MODULE else []


PYTHON_RULES = (
    wrong_way,
    wrong_room,
    impure,
    wrong_door,
    floats,
    aggregates,
    reckoning,
    writes,
    careless_actions,
    unpaired_permissions,
    marked_safe,
    too_long,
)


# -- templates ---------------------------------------------------------------------------------------------------------

TOP_TEMPLATES = {"base.html", "400.html", "403.html", "404.html", "403_csrf.html", "500.html"}
SHARED_FOLDERS = {"_components", "_partials", "_icons", "registration", "admin", "bootstrap5"}
# What paper needs and screens must not have: drawn by the PDF engine, which has no Content-Security-Policy.
PAPER = "reports/document/"

UNSAFE = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")
ARITHMETIC = re.compile(r"\|\s*(add|divisibleby)\s*:|\{%\s*widthratio\b")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
NUMBER_INPUT = re.compile(r"type\s*=\s*[\"']number[\"']", re.IGNORECASE)


def badly_placed(name: str) -> list[str]:
    """Templates stand at <app>/<entity>/<action>.html, shared parts in _components/."""
    parts = name.split("/")
    if (len(parts) == 1 and name in TOP_TEMPLATES) or parts[0] in SHARED_FOLDERS:
        return []
    if len(parts) == 3 and parts[0] in APPS[:2] and name.endswith(".html"):
        return []
    return [f"templates/{name}: must be <app>/<entity>/<action>.html or stand in _components/"]


def unsafe_template(name: str, text: str) -> list[str]:
    """No markup from text, no arithmetic, no inline script or style on screens, no number inputs.

    `<input type=number>` turns 49,23 into 4923 in some browsers.
    """
    rules = [(UNSAFE, "text must stay text"), (ARITHMETIC, "only computation.py computes")]
    if not name.startswith(PAPER):
        rules += [(INLINE, "the Content-Security-Policy refuses inline script and style")]
        rules += [(NUMBER_INPUT, "a number input misreads decimal commas")]
    return [
        f"templates/{name}:{text[: match.start()].count(chr(10)) + 1}: {match.group().strip()}: {why}"
        for rule, why in rules
        for match in rule.finditer(text)
    ]


def templates(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every template of the project."""
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file():
            yield path.relative_to(root / "templates").as_posix(), path.read_text(encoding="utf-8")


# -- tests mirror code -------------------------------------------------------------------------------------------------

# Data and glue without a behaviour of its own; what they hold is tested through those who use it.
WITHOUT_TEST = {
    "apps",
    "enums",
    "converters",
    "inputs",
    "results",
    "values",
    "blocks",
    "rendered",
    "wsgi",
    "settings",
    "urls",
}


# Reached through another module alone, and tested there.
TESTED_THROUGH = {
    "reports.document.sections": "reports.document.build",
    "reports.engine": "reports.pdf",
    "reports.undrawable": "reports.apart",
}


def untested(source: Source, tests: Mapping[str, str]) -> list[str]:
    """Return a complaint where no test file mirrors the module.

    `tests` maps paths below tests/ to their text. A module is mirrored by test_<module>.py in its app's folder of tests,
    at any depth. Inside a room that became a folder (computation/, queries/ ...), test_<room>.py does it too, and so
    does a test of the room that imports the module by name.
    """
    parts = TESTED_THROUGH.get(source.module, source.module).split(".")
    if source.room in {"", "models"} or parts[-1] in WITHOUT_TEST or not holds_code(source):
        return []
    app = "" if parts[0] == "lkjip" else f"{parts[0]}/"
    mirrored = {f"test_{parts[-1]}.py", f"test_{source.room}_{parts[-1]}.py"}
    inner = len(parts) > 2 and source.room not in {"management", "views", "forms", "templatetags"}
    if inner:
        mirrored.add(f"test_{source.room}.py")
    for path, text in tests.items():
        name = path.rsplit("/", 1)[-1]
        if not path.startswith(app):
            continue
        if name in mirrored or (inner and name.startswith(f"test_{source.room}_") and source.module in text):
            return []
    return [f"{source.module}: no tests/{app}**/{' or '.join(sorted(mirrored))}"]


def holds_code(source: Source) -> bool:
    """Whether the module defines a function or class (and not only names)."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in source.tree.body)
