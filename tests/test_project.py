"""Nothing written may drift: README, settings, requirements, migrations and the documents under docs/."""

import importlib.metadata
import os
import re
import runpy
import shlex
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands, load_command_class
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def shell_lines(text: str) -> list[str]:
    """Return the commands of all ```sh blocks."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines() if line]


def manage_lines() -> list[list[str]]:
    """Return the arguments of every `manage.py` line of the README."""
    return [
        shlex.split(line.split("manage.py ", 1)[1])
        for line in shell_lines(README)
        if line.startswith(".venv/bin/python")
    ]


# -- README ------------------------------------------------------------------------------------------------------------


def test_readme_shows_commands():
    assert {"bin/run", "bin/test"} <= set(shell_lines(README))
    assert len(manage_lines()) >= 5


@pytest.mark.parametrize("line", [line for line in shell_lines(README) if line.startswith("bin/")])
def test_script_is_there_and_runs(line):
    path = ROOT / shlex.split(line)[0]
    assert path.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", str(path)], check=True)


@pytest.mark.parametrize("arguments", manage_lines(), ids=" ".join)
def test_management_command_takes_these_arguments(arguments):
    name, *rest = arguments
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    command.create_parser("manage.py", name).parse_args(rest)


@pytest.mark.django_db
def test_readme_commands_work_on_the_demo(tmp_path):
    call_command("load_demo", stdout=StringIO(), issued=False)
    ran = 0
    for name, *rest in manage_lines():
        if name in {"render_report", "check_reports"}:
            told = StringIO()
            call_command(
                name, *[str(tmp_path / "kasi.json") if part == "kasi.pdf" else part for part in rest], stdout=told
            )
            assert told.getvalue()
            ran += 1
    assert ran == 2
    assert (tmp_path / "kasi.json").stat().st_size > 1000


def test_log_in_table_lists_the_demo_users():
    from reports.demo import DEMO_PASSWORD, DEMO_USERS

    listed = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|$", README, re.MULTILINE)
    assert [(user.username, user.label) for user in DEMO_USERS] == listed
    assert f"`{DEMO_PASSWORD}`" in README


def words_in_code_style(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def test_configuration_table_lists_every_variable():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", README, re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    read = set()
    for path in (ROOT / "lkjip").glob("*.py"):
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    assert read
    assert read <= listed, "missing in README"
    scripts = "".join((ROOT / "bin" / name).read_text(encoding="utf-8") for name in ("run", "test"))
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    for name in listed - read:
        assert f"${{{name}:-" in scripts or f'"{name}"' in conftest, f"nobody reads {name}"


def test_sample_environment_knows_only_variables_of_the_readme():
    sample = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.sample").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(sample) > 8
    assert set(sample) <= words_in_code_style(README)


def test_words_in_code_exist():
    """Every class named in the word list is a class of the code."""
    table = README.split("## Words")[1].split("## The house")[0]
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(ROOT / "agreements" / "models").glob("*.py"), *(ROOT / "reports").rglob("*.py")]
    )
    names = [name for name in words_in_code_style(table) if name[0].isupper()]
    assert len(names) > 12
    assert [name for name in names if f"class {name}" not in code] == []


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md", "docs/decisions.md", "docs/security.md"])
def test_paths_in_documents_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    missing = [link for link in links if not ((ROOT / name).parent / link).exists()]
    code = [word for word in words_in_code_style(text) if re.fullmatch(r"[\w.-]+/[\w./-]*|[\w-]+\.(py|md)", word)]
    made_by_running = {"var/"}
    if name == "docs/architecture.md":
        missing += [room for room in missing_rooms(text) if room]
    missing += [word for word in code if "/" in word and word not in made_by_running and not (ROOT / word).exists()]
    missing = [word for word in missing if word not in inside_apps(text)]
    assert missing == []


def inside_apps(text: str) -> set[str]:
    """Words of the table of rooms that stand for a place inside one of the apps."""
    return {
        word
        for word in words_in_code_style(text)
        if any((ROOT / app / word).exists() for app in ("agreements", "reports"))
    }


def missing_rooms(text: str) -> list[str]:
    """Return the entries of the table of rooms that are not there (columns 2 and 3 name the app)."""
    rows = re.findall(r"^\| [a-z ]+ \| ([^|]*) \| ([^|]*) \|", text, re.MULTILINE)
    assert len(rows) == 5
    return [
        f"{app}/{word}"
        for row in rows
        for app, cell in zip(("agreements", "reports"), row, strict=True)
        for word in words_in_code_style(cell)
        if not (ROOT / app / word).exists()
    ]


# -- requirements ------------------------------------------------------------------------------------------------------

REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]


def pins(path: Path) -> dict[str, str]:
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.parent.name)
def test_every_requirement_is_pinned_and_says_what_it_is_for(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+  # \S.{5,}", line)] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.parent.name)
def test_installed_is_what_is_pinned(path):
    assert {name: importlib.metadata.version(name) for name in pins(path)} == pins(path)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.parent.name)
def test_what_requirements_need_is_pinned_too(path):
    known = pins(REQUIREMENTS[0]) | pins(path)
    loose = set()
    for name in pins(path):
        for text in importlib.metadata.requires(name) or []:
            need = Requirement(text)
            if need.marker and not need.marker.evaluate({"extra": ""}):
                continue
            loose.add(canonicalize_name(need.name))
            loose |= {canonicalize_name(extra) for extra in extras(need)}
    assert loose - set(known) == set()


def extras(need: Requirement) -> set[str]:
    """Return what the extras of a requirement ask for: fonttools[woff] needs brotli and zopfli."""
    return {
        other.name
        for text in importlib.metadata.requires(need.name) or []
        for other in [Requirement(text)]
        if other.marker and any(other.marker.evaluate({"extra": extra}) for extra in need.extras)
    }


def test_hashes_are_of_what_is_pinned():
    """Changed without `bin/pin`, the new version would be installed by nobody."""
    text = (ROOT / "deploy" / "requirements-hashes.txt").read_text(encoding="utf-8").replace(" \\\n", "")
    found = {canonicalize_name(name): rest for name, rest in re.findall(r"^([\w.-]+)==(.*)$", text, re.MULTILINE)}
    hashes = re.compile(r"(\S+)((?: +--hash=sha256:[0-9a-f]{64})+)")
    known = {name: match[1] for name, rest in found.items() if (match := hashes.fullmatch(rest))}
    assert known == pins(REQUIREMENTS[0])


def test_licences_are_those_of_what_is_installed():
    """The table of the README names every package that runs, under a licence that the package itself claims."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", README.split("## Licence")[1], re.MULTILINE)[1:]
    listed = {canonicalize_name(name): licence for licence, names in rows for name in names.split(", ")}
    assert set(listed) == set(pins(REQUIREMENTS[0]))
    wrong = {}
    for name, licence in listed.items():
        claims = importlib.metadata.metadata(name)
        parts = [claims.get("License-Expression"), claims.get("License"), *claims.get_all("Classifier", [])]
        said = " ".join(part for part in parts if part and (part in parts[:2] or part.startswith("License")))
        said = said.replace("Dual License", "").replace("Lesser General Public License", "LGPL")
        said = said.replace("General Public License", "GPL").replace("Mozilla Public License", "MPL")
        if not all(re.search(rf"\b{word}", said) for word in re.split(", | or ", licence)):
            wrong[name] = said
    assert wrong == {}


def test_security_names_tests_that_exist():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", text)
    assert len(named) > 60
    missing = [pair for pair in named if f"def {pair[1]}(" not in (ROOT / pair[0]).read_text(encoding="utf-8")]
    assert missing == []


def test_top_level_holds_only_what_it_should():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    visible = {name.split("/")[0] for name in tracked.stdout.splitlines() if not name.startswith(".")}
    assert visible <= {
        "LICENSE", "README.md", "agreements", "benchmarks", "bin", "deploy", "docs", "fixtures", "lkjip", "manage.py",
        "reports", "requirements.txt", "static", "templates", "tests",
    }  # fmt: skip


# -- migrations and licence --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_licence_is_apache():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert text.rstrip().endswith("limitations under the License.")


# -- a real place ------------------------------------------------------------------------------------------------------


FOR_REAL = {
    "SECRET_KEY": "".join(chr(33 + place % 90) for place in range(80)),
    "LKJIP_DEMO": "0",
    "LKJIP_DEBUG": "0",
    "ALLOWED_HOSTS": "lkjip.example.go.id",
    "PUBLIC_URL": "https://lkjip.example.go.id",
    "DATABASE_URL": "sqlite://:memory:",
}


def manage_for_real(tmp_path, *arguments, without=(), **environment):
    """Run manage.py with what .env.sample asks for in a real place, but for the variables `without`."""
    sure = FOR_REAL | {"LKJIP_VAR_DIR": str(tmp_path)}
    sure = {name: value for name, value in sure.items() if name not in without}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        | sure
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_checks(tmp_path):
    """Django's own deployment checks have nothing to say, but for what only the owner of the domain can answer for."""
    told = manage_for_real(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, [True, False, False]),
        ({"SECURE_HSTS_INCLUDE_SUBDOMAINS": "1", "SECURE_HSTS_PRELOAD": "1"}, [True, True, True]),
    ],
    ids=["nothing said", "asked for"],
)
def test_https_is_promised_for_other_names_only_where_asked(tmp_path, environment, spoken):
    """Subdomains and the lists of browsers are not ours to decide for a domain that others share."""
    question = (
        "from django.conf import settings as s; "
        "print([s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD])"
    )
    told = manage_for_real(tmp_path, "shell", "--no-imports", "-c", question, **environment)
    assert told.stdout.strip() == str(spoken), told.stderr


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "pendek",
        FOR_REAL["SECRET_KEY"][:49],
        "x" * 60,
        "abc" * 20,
        "django-insecure-" + "k2#q" * 4 + "zb0p4(v8!m-w1r7c6^tdyh3n5j9xsg_aefl",
    ],
    ids=["none", "short", "a sign too few", "one letter", "three letters", "Django's sample"],
)
def test_a_weak_secret_is_refused_by_name(tmp_path, monkeypatch, weak):
    for name, value in (FOR_REAL | {"SECRET_KEY": weak, "LKJIP_VAR_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is missing, shorter .* Set it in the environment"):
        runpy.run_path(str(ROOT / "lkjip" / "settings.py"))


def test_a_real_place_keeps_its_cookies_to_itself(tmp_path, monkeypatch):
    for name, value in (FOR_REAL | {"LKJIP_VAR_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    made = runpy.run_path(str(ROOT / "lkjip" / "settings.py"))
    assert made["DEMO"] is made["DEBUG"] is False
    for name in (
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_CONTENT_TYPE_NOSNIFF",
        "SECOND_FACTOR_REQUIRED",
    ):
        assert made[name] is True, name
    assert made["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert made["SESSION_COOKIE_AGE"] == 2 * 60 * 60
    assert made["X_FRAME_OPTIONS"] == "DENY"
    assert made["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert made["CSRF_COOKIE_NAME"].startswith("__Host-")


@pytest.mark.parametrize(
    "address", ["", "http://lkjip.example.go.id", "lkjip.example.go.id", "https://a b", "https://a?b"]
)
def test_a_real_place_says_where_its_documents_are_checked(tmp_path, address):
    told = manage_for_real(tmp_path, "check", PUBLIC_URL=address)
    assert told.returncode == 1
    assert "PUBLIC_URL is missing or does not start with https://. Set it in the environment" in told.stderr


@pytest.mark.parametrize(
    ("environment", "address"), [({}, "http://127.0.0.1:8000"), ({"PORT": "8001"}, "http://127.0.0.1:8001")]
)
def test_the_demo_is_checked_on_this_machine(tmp_path, monkeypatch, environment, address):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    question = "from django.conf import settings as s; print(s.PUBLIC_URL)"
    said = {"LKJIP_DEMO": "1", **environment}
    told = manage_for_real(tmp_path, "shell", "--no-imports", "-c", question, without=("PUBLIC_URL",), **said)
    assert told.stdout.strip() == address, told.stderr


# -- what CI runs ------------------------------------------------------------------------------------------------------


def test_ci_runs_what_developers_run():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "CI=true" in text
    assert "bin/test" in text
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_ci_takes_no_missing_tool_for_granted():
    """Under CI a missing browser, pdftotext or PostgreSQL stops the run."""
    text = (ROOT / "bin" / "test").read_text(encoding="utf-8")
    for tool in ("chromium", "poppler-utils", "PostgreSQL"):
        assert tool in text
    assert text.count("is_ci") >= 3
