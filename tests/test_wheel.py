"""`pip install .` brings the extension alone, with all that it needs to show a post."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import build, migrated

ROOT = Path(__file__).parent.parent
BARE = ROOT / "tests" / "bare"

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Built from a copy: a build leaves its traces where it runs.
    source = folder / "source"
    for name in ("news", "pyproject.toml", "README.md", "LICENSE"):
        _copy(ROOT / name, source / name)
    _run("-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(source))  # fmt: skip
    return next(folder.glob("*.whl"))


def test_it_holds_the_extension_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"news"}
    for part in (
        "news/templates/news/article.html",
        "news/locale/vi/LC_MESSAGES/django.mo",
        "news/migrations/0001_initial.py",
    ):
        assert part in names
    assert any(name.startswith("news/static/news/") for name in names)


def test_a_bare_project_reads_an_article_with_it(wheel, seed, tmp_path):
    installed = tmp_path / "installed"
    _run("-m", "pip", "install", "-q", "--no-deps", "--target", str(installed),
         str(wheel))  # fmt: skip
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())

    said = json.loads(
        _run(
            str(BARE / "read.py"),
            str(seed),
            str(tmp_path),
            cwd=tmp_path,
            env={
                "PYTHONPATH": os.pathsep.join([str(installed), str(BARE)]),
                "DJANGO_SETTINGS_MODULE": "settings",
                "BARE_DB": str(tmp_path / "bare.sqlite3"),
                "BARE_MEDIA": str(tmp_path / "media"),
            },
        ).splitlines()[-1]
    )
    migrated.keep(tmp_path / "bare.sqlite3.migrated", "bare")

    assert said["where"].startswith(str(installed))
    assert said["status"] == 200
    for address, html in said["pages"].items():
        assert 'class="news-page"' in html, address
    assert "Các đơn vị thảo luận tại hội nghị" in said["html"]
    assert "13/07/2020 15:21" in said["html"]
    assert said["photo"] == "wagtailimages.Image"
    assert '"@type": "NewsArticle"' in said["html"]
    api = json.loads(said["machines"].pop(f"/api/v2/pages/{said['pk']}/"))
    feed = json.loads(said["machines"]["/tin-tuc/feed.json"])
    caption = "Các đơn vị thảo luận tại hội nghị"
    assert caption in api["photos"][0]["caption"]
    assert caption in feed["items"][0]["content_html"]
    assert all(said["machines"].values())
    for address in ("/so-do-trang/", "/node/7/hoi-nghi-so-ket.html"):
        # The neutral dress, and in it the ways on.
        assert 'class="news-page"' in said["machines"][address]
    assert "Trung ương" in said["machines"]["/node/7/hoi-nghi-so-ket.html"]
    assert "http://localhost/api/v2/pages/" in said["machines"]["/llms.txt"]
    # The project's own card, wherever there is one; the rest is the extension's.
    for address in ("/tin-tuc/", "/tin-tuc/2020/"):
        assert '<article class="bare-card">' in said["pages"][address]
        assert "news-card" not in said["pages"][address]
        assert "news-breadcrumb" in said["pages"][address]


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _run(*arguments: str, env: dict | None = None, cwd: Path | None = None) -> str:
    keep = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    }
    run = subprocess.run(
        [sys.executable, *arguments],
        env=keep | (env or {}),
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
