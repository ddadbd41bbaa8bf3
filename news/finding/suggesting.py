"""How may the words that somebody is typing go on?"""

from news.search.query import LONGEST
from news.search.vocabulary import following
from news.search.words import placed
from news.vietnamese.folding import nfc

MOST_WORDS, MOST_POSTS = 4, 5


def completed(typed: str) -> list[str]:
    """The text with its end completed, by what the titles of posts say most."""
    text = nfc(typed[:LONGEST]).replace("\x00", " ")
    found = list(placed(text))
    if not found or '"' in text:
        return []
    if text[-1:].isspace():
        start, at = f"{found[-1][0].folded} ", found[-1][1]
    elif len(found) > 1:
        (before, at, _), (last, _, _) = found[-2:]
        start = f"{before.folded} {last.folded}"
    else:
        start, at = found[0][0].folded, found[0][1]
    return [text[:at] + ending for ending in following(start, MOST_WORDS)]
