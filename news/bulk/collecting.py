"""How seldom is memory looked through while very many posts are made?"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects between two looks; usually 700, which is less than one post is made of.
SELDOM = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within it, Python looks seldom for what it may throw away, and not at what is
    there already: it went through all of Django again and again, a twelfth of the time.
    """
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.freeze()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if not frozen:
            gc.unfreeze()
