"""Is every text in a nested value composed (NFC)?"""

import re
from typing import Any

from news.vietnamese.folding import nfc

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def composed(value: Any) -> Any:
    """`value` with every string in its lists and dicts in NFC; the rest untouched.

    Control characters go, but for tabs and line ends: Word's soft line break would
    make every feed with such a title unreadable.

    >>> composed({"a": ["Ho\\u0323\\u0302i"], "b": 1})
    {'a': ['Hội'], 'b': 1}
    """
    match value:
        case str():
            return nfc(CONTROLS.sub(" ", value))
        case dict():
            return {key: composed(item) for key, item in value.items()}
        case list():
            return [composed(item) for item in value]
        case _:
            return value
