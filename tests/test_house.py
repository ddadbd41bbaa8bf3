"""The house stands as drawn: folders, imports, pins, catalogues."""

import re
import runpy
import sys
import tomllib
from pathlib import Path

import polib
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted(
    path
    for folder in ("news", "site", "locale")
    for path in (ROOT / folder).glob("**/LC_MESSAGES/*.po")
)


def test_site_is_a_folder_and_never_a_package():
    assert (ROOT / "site").is_dir()
    assert not (ROOT / "site" / "__init__.py").exists()


def test_modules_import_only_from_rows_below_them(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), str(ROOT / "site"), *sys.path])

    assert lint_imports(no_cache=True) == 0
    assert len(read_user_options().contracts_options) == 3


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name):
    lines = (ROOT / name).read_text().splitlines()
    wanted = [line for line in lines if line and not line.lstrip().startswith("#")]

    assert wanted
    assert [
        line for line in wanted if not re.match(r"[\w.\-\[\],]+==[\w.]+", line)
    ] == []


def pins(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    wanted = (re.match(r"[\w.\-]+(?:\[[\w,]+\])?==[\w.]+", line) for line in lines)
    return {found[0] for found in wanted if found}


def test_a_server_installs_what_was_tested_and_nothing_else():
    with_hashes = (ROOT / "deploy" / "requirements.txt").read_text()
    entries = re.split(r"\n(?=\w)", with_hashes)[1:]

    assert pins("deploy/requirements.txt") == pins("requirements.txt")
    assert len(entries) == len(pins("requirements.txt"))
    assert [one for one in entries if "--hash=sha256:" not in one] == []


def test_what_was_asked_for_is_in_the_requirements():
    text = (ROOT / "requirements.txt").read_text().lower()

    for name in ("django", "wagtail", "pillow", "django-taggit", "pytest-django"):
        assert re.search(rf"^{name}==", text, re.MULTILINE), name


def test_the_locked_wagtail_is_the_lts():
    constraint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]

    assert constraint["constraint-dependencies"] == ["wagtail==7.4.4"]
    assert "\nwagtail==7.4.4\n" in (ROOT / "requirements.txt").read_text()


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_catalogues_are_complete_and_compiled(path):
    catalogue = polib.pofile(str(path))
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    theirs = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled}
    ours = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural)
        for e in catalogue.translated_entries()
    }

    if path.parts[len(ROOT.parts)] != "locale":  # Wagtail's strings say their share.
        assert [e.msgid for e in catalogue.untranslated_entries()] == []
    assert [e.msgid for e in catalogue.fuzzy_entries()] == []
    assert ours == theirs


@pytest.mark.parametrize("command", ["set_up_news", "import_news", "load_demo"])
def test_commands_explain_themselves(command, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["manage.py", command, "--help"])
    monkeypatch.setattr(sys, "path", list(sys.path))

    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")

    assert end.value.code == 0
    assert "usage:" in capsys.readouterr().out
