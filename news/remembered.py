"""What a process has found out, and need not ask again while it is so."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Remembered:
    """What was found for a state of something, of the latest that were asked for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: OrderedDict[Hashable, tuple[tuple, list]] = OrderedDict()
        self.lock = threading.Lock()

    def of(self, key: Hashable, state: tuple, find: Callable[[], list]) -> list:
        """`state` ends with a lot: without one, nothing is kept."""
        rows = self.known(key, state)
        if rows is None:
            rows = find()
        self.keep(key, state, rows)
        return rows

    def known(self, key: Hashable, state: tuple) -> list | None:
        found = self.found.get(key)
        return found[1] if found is not None and found[0] == state else None

    def keep(self, key: Hashable, state: tuple, rows: list) -> None:
        if state[-1] is None:
            return
        with self.lock:
            self.found[key] = state, rows
            self.found.move_to_end(key)
            if len(self.found) > self.most:
                self.found.popitem(last=False)
