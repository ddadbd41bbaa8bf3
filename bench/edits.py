"""Is any kept page old after many edits, and how many are forgotten in vain?

A newsroom of its own, on a database of its own (SQLite), in which everything happens
that tests/caching/edits.py knows, in an order drawn from a seed. After each edit every
page that was forgotten is made anew, and is counted as forgotten in vain if it is what
it was; of those that are left a share is compared with what would be made now, and at
the end all of them. Ends non-zero where one is old, or too many were forgotten in vain.
"""

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
FOLDER = tempfile.TemporaryDirectory()
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/newsroom.sqlite3"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from news.models import NewsIndexPage  # noqa: E402
from tests.caching.edits import HAPPENING, Newsroom, addresses  # noqa: E402
from tests.caching.portal import Application, ask, door, is_kept, looks  # noqa: E402

# Of the pages that were kept.
IN_VAIN = 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--compared", type=float, default=0.05, help="of those left")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    settings.NEWS_PAGE_CACHE = f"{FOLDER.name}/pages"
    call_command("migrate", verbosity=0)
    call_command("set_up_news", verbosity=0)
    chance = random.Random(wanted.seed)  # noqa: S311 - an order, no secret
    newsroom = Newsroom(NewsIndexPage.objects.get(), wanted.seed, wanted.posts)
    fresh = Application()
    # Nothing is to go for want of room.
    room = {"in_memory": 2 << 30, "in_files": 2 << 30}
    front = door(fresh, Path(settings.NEWS_PAGE_CACHE), **room)
    was = {address: looks(ask(front, address)) for address in addresses(newsroom)}
    kept, compared, in_vain, blamed = 0, 0, 0, Counter()
    for number in range(wanted.edits):
        happens = chance.choice(HAPPENING)
        stored = {address for address in was if is_kept(front, address)}
        happens(newsroom)
        kept += len(stored)
        for address in dict.fromkeys([*was, *addresses(newsroom)]):
            if not is_kept(front, address):
                before, now = was.get(address), looks(ask(front, address))
                was[address] = now
                if address in stored and now == before:
                    in_vain += 1
                    blamed[happens.__name__] += 1
            elif chance.random() < wanted.compared or number == wanted.edits - 1:
                compared += 1
                if looks(ask(front, address)) != looks(ask(fresh, address)):
                    sys.exit(f"{address} is old after {happens.__name__} ({number})")
    share = in_vain / kept
    print(f"{wanted.edits} edits, {len(was)} addresses, {wanted.posts} posts at first")
    print(f"{compared} comparisons, none old; {share:.1%} of kept pages in vain")
    print(", ".join(f"{name} {count}" for name, count in blamed.most_common(12)))
    if share > IN_VAIN:
        sys.exit(f"More than {IN_VAIN:.0%} were forgotten in vain.")


if __name__ == "__main__":
    main()
