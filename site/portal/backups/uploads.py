"""Which uploads are there? All that a storage holds, but for what waits in it."""

from collections.abc import Iterator

from django.core.files.storage import Storage

# Where those of a backup wait while it is being restored.
WAITING = ".restoring"


def uploads(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        # Nobody has uploaded anything, or the folder went meanwhile.
        return
    for name in sorted(names):
        if not name.startswith("."):
            yield f"{folder}{name}"
    for name in sorted(folders):
        if name != WAITING:
            yield from uploads(storage, f"{folder}{name}/")
