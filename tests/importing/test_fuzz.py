"""A broken file is a post or one clear line: no crash, no hang, no flood of memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from news.importers import formats

from .fuzzing import READERS

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
# Of each reader; `FUZZ_FILES=5000 FUZZ_FIRST=100000` looks further.
FILES = int(os.environ.get("FUZZ_FILES", "60"))
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))


@pytest.mark.parametrize("reader", READERS)
def test_broken_files(reader, tmp_path):
    command = [sys.executable, "-m", "tests.importing.fuzzing", reader]
    told = subprocess.run(
        [*command, str(FIRST), str(FILES), tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    last = (told.stdout.split() or ["none"])[-1]
    again = f"python -m tests.importing.fuzzing {reader} {last} 1 FOLDER"
    # Ended by a signal: longer than ten seconds (-27), or killed by the system.
    assert told.returncode == 0, f"{told.returncode}: {again}\n{told.stderr[-3000:]}"
    assert int(last) == FIRST + FILES - 1


def test_no_reader_is_left_out():
    fed = {id(reader) for reader, _ in READERS.values()}

    assert fed == set(map(id, formats.READERS.values()))
