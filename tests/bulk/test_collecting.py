"""Memory is looked through seldom while many posts are made, and as usual after."""

import gc
from contextlib import suppress

from news.bulk import seldom_collected


def test_as_usual_afterwards_also_where_it_failed():
    gc.unfreeze()
    usual = gc.get_threshold()

    with suppress(RuntimeError), seldom_collected():
        within = gc.get_threshold()[0], gc.get_freeze_count()
        raise RuntimeError

    assert within[0] > usual[0]
    assert within[1] > 0
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


def test_what_a_server_has_set_aside_stays_so():
    gc.freeze()
    try:
        with seldom_collected():
            pass

        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
