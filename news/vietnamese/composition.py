"""Is every text in a nested value composed (NFC)?"""

from typing import Any

from news.vietnamese.folding import nfc


def composed(value: Any) -> Any:
    """`value` with every string in its lists and dicts in NFC; the rest untouched.

    >>> composed({"a": ["Ho\\u0323\\u0302i"], "b": 1})
    {'a': ['Hội'], 'b': 1}
    """
    match value:
        case str():
            return nfc(value)
        case dict():
            return {key: composed(item) for key, item in value.items()}
        case list():
            return [composed(item) for item in value]
        case _:
            return value
