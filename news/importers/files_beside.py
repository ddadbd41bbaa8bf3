"""Where are the files that a post names?"""

import re
from collections.abc import Sequence
from pathlib import Path

from .document import Attachment, Block, Photo
from .photos import FILE_ENDINGS, PHOTO_ENDINGS, base_name, find_file, find_placed
from .retelling import saying

# Sites keep the photo as it came beside copies of other sizes.
SIZE = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.\w{3,5}$)")
_UPLOADS = re.compile(r"(?:^|/)(wp-content/uploads/|uploads/|images/)(.+)")


def with_files(blocks: Sequence[Block], *places: Path | None) -> tuple[Block, ...]:
    """The blocks, their files looked for in the folders given, the first first."""
    folders = tuple(folder for folder in places if folder)
    written: dict[str, str] = {}  # the name a photo goes by → where it was written
    return tuple(_with_file(block, folders, written) for block in blocks)


def _with_file(
    block: Block, folders: tuple[Path, ...], written: dict[str, str]
) -> Block:
    match block:
        case Photo(source):
            name = base_name(source)
            if written.setdefault(name, source) != source:
                # Another photo of the same name, from another folder.
                name = "/".join(source.replace("\\", "/").split("/")[-2:])
            return saying(block, source=name, path=find_file(source, folders))
        case Attachment(source):
            found = find_file(source, folders, FILE_ENDINGS)
            return saying(block, source=base_name(source), path=found)
    return block


def largest(blocks: Sequence[Block], folders: tuple[Path, ...]) -> tuple[Block, ...]:
    """The blocks with the addresses of the largest copies that are in the folders.

    A folder may be the site's own, or any below it down to the one of its uploads.
    """
    return tuple(_largest(block, folders) for block in blocks)


def _largest(block: Block, folders: tuple[Path, ...]) -> Block:
    match block:
        case Photo(source):
            return saying(block, source=_best(source, folders, PHOTO_ENDINGS))
        case Attachment(source):
            return saying(block, source=_best(source, folders, FILE_ENDINGS))
    return block


def _best(source: str, folders: tuple[Path, ...], endings: tuple[str, ...]) -> str:
    bare = source.split("?")[0].split("#")[0]
    for address in dict.fromkeys([SIZE.sub("", bare), bare]):
        below = _UPLOADS.search(address)
        places = [below[1] + below[2], f"uploads/{below[2]}", below[2]] if below else []
        for place in places:
            if find_placed(place, folders, endings):
                return place
    return SIZE.sub("", bare)
