"""What does an answer show, said so that a cache in front can forget by it?"""

import re
from collections.abc import Collection, Iterator

# What stands between the names in each header that is in use.
BETWEEN = {"Cache-Tag": ",", "Surrogate-Key": " "}
# All headers of an answer have to fit into what a server in front reads at once, often
# four kilobytes.
LONGEST = 900
# No header holds other letters, and no name what stands between names.
SAYABLE = re.compile(r"[!-+\--~]+")
# Instead of more: whoever forgets by names has to forget this one with any of them.
MANY = "many"


def headers(subjects: Collection[str], names: Collection[str]) -> list[tuple[str, str]]:
    """
    >>> headers({"posts", "page:1"}, ["Cache-Tag"])
    [('Cache-Tag', 'page:1,posts')]
    """
    return [(name, BETWEEN[name].join(said(subjects))) for name in names]


def said(subjects: Collection[str]) -> Iterator[str]:
    """Those that fit, in one order, and that a header can hold.

    >>> list(said(["posts", "posts:topic:thi-đua", "a b"]))
    ['posts', 'many']

    >>> list(said([f"page:{number}" for number in range(1000)]))[-1]
    'many'
    """
    size = len(MANY)
    sayable = sorted(filter(SAYABLE.fullmatch, subjects))
    for subject in sayable:
        size += len(subject) + 1
        if size > LONGEST:
            yield MANY
            return
        yield subject
    if len(sayable) < len(subjects):
        yield MANY
