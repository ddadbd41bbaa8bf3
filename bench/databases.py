"""On which databases is something measured? SQLite, and PostgreSQL if one is named."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

POSTS = 2000


def on_each_database(script: str, measure: Callable[[int], None]) -> None:
    """`measure` is told how many posts to make: the command's argument, or `POSTS`.

    Each database gets a process of its own: settings are read once.
    """
    if "BENCH_POSTS" in os.environ:
        return measure(int(os.environ["BENCH_POSTS"]))
    count = sys.argv[1] if len(sys.argv) > 1 else str(POSTS)
    with tempfile.TemporaryDirectory() as folder:
        addresses = [f"sqlite:///{folder}/{Path(script).stem}.sqlite3"]
        if os.environ.get("DATABASE_URL", "").startswith("postgres"):
            addresses.append(os.environ["DATABASE_URL"])
        for address in addresses:
            env = os.environ | {"DATABASE_URL": address, "BENCH_POSTS": count}
            subprocess.run([sys.executable, script], env=env, check=True)
