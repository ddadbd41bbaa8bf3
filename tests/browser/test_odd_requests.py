"""What no browser sends is answered: never with an error of the server's.

`bench/odd.py` sends twenty thousand of them, and looks at time and memory as well.
"""

import pytest

from bench.odd import requests, send_all, shown

pytestmark = pytest.mark.browser


def test_odd_requests_are_answered(base_url, pages):
    told = send_all(base_url, requests(7, 2_000, list(pages.values())))

    assert [f"{status}: {shown(request)}" for status, request in told.wrong] == []
    assert told.statuses["200"] > 100
    assert told.statuses.total() == 2_000
