"""The tutorial's blog with the portal's posts, plain or with a cache on Redis."""

import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.deploy.processes import ROOT

from . import servers
from .portal import Portal
from .servers import Server

PROJECT = ROOT / "bench" / "peers" / "tutorial"


@dataclass(frozen=True)
class Peer:
    folder: Path
    environment: dict[str, str]

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=self.environment,
            check=True,
        )

    def served(
        self, name: str, more: dict[str, str] | None = None, **how: Any
    ) -> AbstractContextManager[Server]:
        environment = self.environment | (more or {})
        log = self.folder / f"{name}.log"
        return servers.granian("mysite.wsgi:application", environment, log, **how)


def filled(folder: Path, portal: Portal, count: int) -> Peer:
    folder.mkdir(parents=True)
    environment = portal.environment | {
        "DJANGO_SETTINGS_MODULE": "mysite.settings",
        "PYTHONPATH": f"{ROOT}:{PROJECT}",
        "BENCH_FOLDER": str(folder),
    }
    peer = Peer(folder, environment)
    posts = folder / "posts.jsonl"
    portal.inside(f"inside.hand_over({str(posts)!r}, {count})")
    peer.manage("migrate", "-v", "0")
    peer.manage("load_posts", str(posts))
    return peer
