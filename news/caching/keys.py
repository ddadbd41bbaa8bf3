"""Which stored page does a request ask for? One key, however the address is written."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

MOST_PARAMETERS = 50
# Longer than any address of ours: what is longer is nobody's page.
LONGEST = 2_000


def known(query: str, parameters: Collection[str]) -> str:
    """The part of a query string that makes a difference, in one order.

    >>> known("utm_source=zalo&nam=2020&cum=cum-i", {"cum", "nam"})
    'cum=cum-i&nam=2020'
    >>> known("cum=&nam=2020&nam=2021", {"cum", "nam"})
    'nam=2020&nam=2021'
    >>> known("fbclid=1", {"cum"})
    ''
    """
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return query
    # Sorting is stable: the values of one name stay in their order.
    found = sorted((p for p in pairs if p[0] in parameters), key=lambda pair: pair[0])
    return urlencode(found)


def key(scheme: str, host: str, path: str, query: str) -> str:
    """
    >>> key("https", "BanTin.example", "/tin-tuc/", "nam=2020")
    'https://bantin.example/tin-tuc/?nam=2020'
    """
    return f"{scheme}://{host.lower()}{path}?{query}"
