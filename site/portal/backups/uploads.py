"""Which uploads are there? All that a storage holds, but for what waits in it: a backup
that is restored, and archives of old posts that are not imported yet."""

from collections.abc import Iterator

from django.core.files.storage import Storage

# Where those of a backup wait while it is being restored.
WAITING = ".restoring"


def uploads(storage: Storage, folder: str = "") -> Iterator[str]:
    if names := getattr(storage, "names", None):
        # A bucket has no folders, and tells of all in one order.
        yield from (name for name in names(folder) if not is_hidden(name, folder))
        return
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        # Nobody has uploaded anything, or the folder went meanwhile.
        return
    for name in sorted(names):
        if not name.startswith("."):
            yield f"{folder}{name}"
    for name in sorted(folders):
        if not name.startswith("."):
            yield from uploads(storage, f"{folder}{name}/")


def is_hidden(name: str, folder: str) -> bool:
    """Of what lies below a folder that was asked for, as that one may be hidden.

    >>> is_hidden(".restoring/a.jpg", ""), is_hidden("anh/.tam", "")
    (True, True)
    >>> is_hidden(".restoring/a.jpg", ".restoring/"), is_hidden(".imports/a/b", "")
    (False, True)
    """
    parts = name.removeprefix(folder).split("/")
    return any(part.startswith(".") for part in parts)
