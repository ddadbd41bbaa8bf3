"""The portal on a database of the bench, with as many posts as it is told."""

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.deploy.processes import ROOT

from . import servers
from .servers import Server


@dataclass(frozen=True)
class Portal:
    folder: Path
    environment: dict[str, str]

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            sys.exit(f"manage.py {command[0]} failed.")
        return done.stdout

    def inside(self, call: str) -> Any:
        """What a function of `inside` answers."""
        code = f"import json; from bench.speed import inside; print(json.dumps({call}))"
        return json.loads(self.manage("shell", "--no-imports", "-c", code))

    def served(
        self, name: str, more: dict[str, str] | None = None, **how: Any
    ) -> AbstractContextManager[Server]:
        """`more` of the environment; each server keeps pages in a folder of its own."""
        own = {"PAGE_CACHE": str(self.folder / f"pages-{name}"), **(more or {})}
        log = self.folder / f"{name}.log"
        return servers.granian(
            "portal.wsgi:application", self.environment | own, log, **how
        )


def filled(
    folder: Path, count: int, database: str = "", formats: str = "avif,webp"
) -> Portal:
    folder.mkdir(parents=True, exist_ok=True)
    portal = Portal(folder, environment(folder, database, formats))
    portal.manage("migrate", "-v", "0")
    portal.manage("set_up_news", "-v", "0")
    portal.manage("make_posts", str(count), "-v", "0")
    portal.inside("inside.ready()")
    return portal


def environment(folder: Path, database: str, formats: str) -> dict[str, str]:
    """What deploy/systemd/bantin.env.example has, as far as it bears on speed."""
    return os.environ | {
        "CACHE_URL": "locmemcache://",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "SECRET_KEY": "measured-on-this-machine-alone",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "TRUSTED_PROXIES": "127.0.0.1",
        "DATABASE_URL": database or f"sqlite:///{folder / 'portal.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "PAGE_CACHE": str(folder / "pages"),
        "IMPORT_FOLDER": str(folder / "imports"),
        "METRICS_FOLDER": str(folder / "metrics"),
        "PHOTO_FORMATS": formats,
        "SECOND_FACTOR": "off",
    }
