"""Where are the files that a post names?"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .document import Attachment, Block, Photo
from .photos import FILE_ENDINGS, base_name, find_file


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
            return replace(block, source=name, path=find_file(source, folders))
        case Attachment(source):
            found = find_file(source, folders, FILE_ENDINGS)
            return replace(block, source=base_name(source), path=found)
    return block
