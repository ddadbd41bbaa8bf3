"""What do all files of a post have in common?"""

from pathlib import PurePath

from news.vietnamese.slugs import slugify


class Unusable(Exception):
    """The file cannot be kept; the message says why in one line."""


def ascii_name(name: str) -> str:
    """A file name that every file system and address can carry.

    >>> ascii_name("Hội nghị 1.JPG")
    'hoi-nghi-1.jpg'
    """
    path = PurePath(name)
    return f"{slugify(path.stem) or 'tep'}{path.suffix.lower()}"
