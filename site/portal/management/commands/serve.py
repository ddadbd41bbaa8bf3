"""Run the whole portal on this machine: server, scheduler and task worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import watching
from portal.address import name_site
from portal.static_files import collect_if_changed

SERVER = 0  # first of the processes
PAUSE = 2.0  # seconds before one of the others is begun again, as systemd waits
SITE = Path(settings.ROOT) / "site"


class Command(BaseCommand):
    help = (
        "Prepare the database and the static files, load the demo, then run the real "
        "server with the scheduler and the task worker beside it. Ctrl-C ends them all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000"))
        )
        parser.add_argument("--no-demo", action="store_true", help="no demo content")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_taken(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        collect_if_changed()
        call_command("load_demo" if not options["no_demo"] else "set_up_news")
        name_site(host, port)
        # Templates and styles may be others than when pages were last made.
        call_command("forget_pages", verbosity=0)
        self._run(host, port)

    def _run(self, host: str, port: int) -> None:
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        watching.begin_anew()
        commands = [
            server(host, port),
            manage("run_scheduler"),
            manage("db_worker", "--no-reload", "-v", "0"),
        ]
        processes = [self._start(*command) for command in commands]
        self.stdout.write(f"The portal is at http://{host}:{port}/ (Ctrl-C ends it)")
        # Ctrl-C too: a shell that starts us in the background has it ignored.
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: sys.exit(0))
        try:
            while (at := first_to_end(processes)) != SERVER:
                # A database that is away for a moment ends them; pages are shown on.
                self.stderr.write(f"{commands[at][2]} ended, and is begun again.")
                time.sleep(PAUSE)
                processes[at] = self._start(*commands[at])
            raise CommandError("The server ended by itself.")
        finally:
            end(processes)

    def _start(self, *command: str) -> subprocess.Popen:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "PYTHONPATH": os.pathsep.join([str(settings.ROOT), str(SITE)]),
        }
        return subprocess.Popen(command, env=environment)


def refuse_taken(host: str, port: int) -> None:
    """Say it before minutes of preparing, and without the server's own traceback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = f"name another one: PORT={port + 1} make run"
            raise CommandError(f"Port {port} cannot be had; {hint}") from error


def server(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", "1"),
        *("--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "portal.wsgi:application",
    ]


def manage(*command: str) -> list[str]:
    return [sys.executable, str(settings.ROOT / "manage.py"), *command]


def first_to_end(processes: list[subprocess.Popen]) -> int:
    """Its place among them."""
    while True:
        for at, process in enumerate(processes):
            if process.poll() is not None:
                return at
        time.sleep(0.5)


def end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
