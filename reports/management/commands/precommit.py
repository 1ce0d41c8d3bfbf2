"""One command before every commit, the same that CI runs: lint, types, migrations, architecture, tests."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# Pure: they import no Django but the enums, and their types are checked strictly.
PURE = (
    "agreements/numbers",
    "agreements/cascade.py",
    "agreements/organisation",
    "agreements/promise.py",
    "agreements/seen.py",
    "agreements/readable.py",
    "agreements/onetime.py",
    "agreements/tries.py",
    "reports/period.py",
    "reports/background.py",
    "reports/inputs.py",
    "reports/noted.py",
    "reports/expressions.py",
    "reports/results.py",
    "reports/rules.py",
    "reports/rounding.py",
    "reports/tree.py",
    "reports/computation",
    "reports/explanation",
    "reports/usage.py",
    "reports/anchors.py",
    "reports/copying.py",
    "reports/guidebook.py",
    "reports/checks",
    "reports/narrative",
    "reports/layouts",
    "reports/workflow.py",
    "reports/document",
    "reports/charts",
    "reports/comparison",
    "reports/board",
    "reports/office.py",
    "reports/grid.py",
    "reports/codes.py",
    "reports/sealing.py",
    "reports/frozen.py",
    "reports/snapshot.py",
    "reports/trail_words.py",
    "reports/recaps",
    "reports/zipping.py",
    "reports/progress.py",
)


def existing(paths: Sequence[str]) -> list[str]:
    """Return those of `paths` that exist, a module that grew into a folder under its new name."""
    root = Path(settings.BASE_DIR)
    found = [path if (root / path).exists() else path.removesuffix(".py") for path in paths]
    return [path for path in found if (root / path).exists()]


def steps(*, fast: bool) -> list[tuple[str, list[str]]]:
    """Return (name, command after the Python interpreter) of each step, in order."""
    python = ["-W", "error::SyntaxWarning", "-m"]
    fast_steps = [
        ("ruff check", [*python, "ruff", "check", "--quiet", "--output-format", "concise", "."]),
        ("ruff format", [*python, "ruff", "format", "--check", "--quiet", "."]),
        ("djlint", [*python, "djlint", "templates", "--lint", "--quiet"]),
        ("mypy", [*python, "mypy", *existing(PURE)]),
        ("django check", ["manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", ["manage.py", "makemigrations", "--check", "--dry-run"]),
        ("architecture", [*python, "pytest", "-q", "-p", "no:randomly", "tests/test_architecture.py"]),
    ]
    if fast:
        return fast_steps
    return [*fast_steps[:-1], ("tests", [*python, "pytest", "-q", "-n", "2"])]


class Command(BaseCommand):
    """Run every check, go on after a failure, and say at the end which ones failed."""

    help = "Lint, types, migrations, architecture and tests; --fast leaves the test suite out."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --fast."""
        parser.add_argument("--fast", action="store_true", help="without the test suite")

    def handle(self, *args: object, fast: bool, **options: object) -> None:
        """Print one line a step with its time, and the output of those that failed."""
        failed = []
        for name, command in steps(fast=fast):
            start = time.monotonic()
            result = subprocess.run(
                [sys.executable, *command],
                cwd=settings.BASE_DIR,
                env=os.environ | {"LKJIP_DEMO": "1"},
                capture_output=True,
                text=True,
                check=False,
            )
            seconds = time.monotonic() - start
            ok = result.returncode == 0
            self.stdout.write(f"{'ok  ' if ok else 'FAIL'} {name:<14} {seconds:5.1f} s")
            if not ok:
                failed.append(name)
                self.stdout.write(result.stdout + result.stderr)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")
