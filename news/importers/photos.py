"""Which words name a photo's file, and where is that file?"""

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from news.vietnamese.folding import fold, nfc

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
# Read when the source names them exactly, never guessed.
_OTHER_ENDINGS = (".bmp", ".tif", ".tiff", ".jfif", ".heic", ".avif")
FILE_ENDINGS = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods"),
    *(".rtf", ".zip", ".rar", ".7z"),
)
_PHOTO_FILE = re.compile(
    r"[^<>\n]{1,160}\.(?:jpe?g|png|gif|webp|bmp|tiff?|jfif|heic|avif)", re.IGNORECASE
)
_ATTACHED_FILE = re.compile(
    rf"[^<>\n:]{{1,160}}\.(?:{'|'.join(end[1:] for end in FILE_ENDINGS)})",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"[a-z]:[\\/]|\\\\[^\\]|file:/|/(?:home|users)/|[^\s\\/]{0,60}\\[^\s\\]",
    re.IGNORECASE,
)
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|dcim|pict?|pxl|mvi|gopr|sam|cimg|image|photo|picture|screenshot"
    r"|anh|ảnh|hinh|hình|zalo|fb_img|received|untitled|z|h|p)"
    r"[-_ .]?\(?\d[\w\-. ()]{0,60}",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-().+]{0,60}")
_ASCII_WORDS = re.compile(r"[A-Za-z0-9_\-.() ]{2,50}")
# Drupal 10 hangs the ending of its own drawing on the file's: "hop.jpg.webp".
_CONVERTED = re.compile(r"\.(?:jpe?g|png|gif)\.(?:webp|avif)$", re.IGNORECASE)
_CREDIT = re.compile(
    r"[\s.;,\-–—]*[(\[]?\s*\b(?:ảnh|nguồn ảnh|photo)(?:\s+tư liệu)?\s*:\s*"
    r"(?P<who>[^:()\[\]]{2,80}?)\s*[)\]]?\s*\.?",
    re.IGNORECASE,
)


def is_file_name(alt: str) -> bool:
    """Does an alternative text only name a file, and so tell a blind reader nothing?

    >>> [is_file_name(alt) for alt in ("CumI", "IMG_2031", "hoi nghi 1.jpg", "cum 2")]
    [True, True, True, True]
    >>> is_file_name("Các đơn vị thảo luận tại hội nghị")
    False
    """
    alt = alt.strip()
    return bool(alt) and (
        is_local_path(alt)
        or bool(_PHOTO_FILE.fullmatch(alt) or _CAMERA.fullmatch(alt))
        or bool(_TOKEN.fullmatch(alt))
        # Vietnamese without any accent is how files are named, not sentences.
        or bool(_ASCII_WORDS.fullmatch(alt))
        or not any(char.isalpha() for char in alt)
    )


def names_a_photo(line: str, *, captioned: bool) -> bool:
    """Is a line of a text page the name of a photo? Less is enough over a caption.

    >>> names_a_photo("CumI", captioned=True), names_a_photo("PV", captioned=True)
    (True, False)
    >>> names_a_photo("DSC01234.JPG", captioned=False)
    True
    """
    if len(line) > 200 or line.upper().replace(".", "") in _INITIALS:
        return False
    if is_local_path(line):
        return not _ATTACHED_FILE.fullmatch(line)
    if _PHOTO_FILE.fullmatch(line):
        return len(line.split()) <= 12
    if _CAMERA.fullmatch(line) and not line.endswith("."):
        return captioned or not _ROMAN.fullmatch(line)
    if captioned:
        return bool(
            not _ROMAN.fullmatch(line)
            and (_TOKEN.fullmatch(line) or _named_in_ascii(line))
            and not line.endswith((".", ")"))
        )
    return bool(
        _TOKEN.fullmatch(line)
        and not line.endswith(".")
        and (_INNER_CAPITAL.search(line) or "_" in line)
        and not line.isupper()
    )


_INITIALS = frozenset(
    {"PV", "BBT", "CTV", "TTXVN", "BTĐKT", "UBND", "TĐKT", "BTDKT", "HĐND", "TH"}
)
_ROMAN = re.compile(r"[IVXLC]+\.?|\d{1,2}[.)]|[a-z]\)")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Za-z]\d")


def _named_in_ascii(line: str) -> bool:
    """Words without accents, not all capitalised as those of a name are."""
    words = line.split()
    named = any(char.isdigit() for char in line) or any(map(str.islower, words))
    return bool(_ASCII_WORDS.fullmatch(line)) and len(words) <= 8 and named


def names_a_file(line: str) -> bool:
    """A document's file name on a line of its own."""
    return bool(_ATTACHED_FILE.fullmatch(line)) and len(line.split()) <= 12


def is_local_path(name: str) -> bool:
    """A place on somebody's computer: it must not be shown to anyone."""
    return bool(_PATH.match(name.strip()))


def base_name(written: str) -> str:
    """The file's own name, whatever path or address stands before it.

    >>> base_name("D:\\\\Desktop\\\\2-1.jpg"), base_name("/files/a%20b.jpg?itok=x")
    ('2-1.jpg', 'a b.jpg')
    """
    address = written.strip()
    if not is_local_path(address):
        address = _path_of(address)
    return nfc(re.split(r"[\\/]", address.rstrip("\\/"))[-1].strip())


def credited(caption: str) -> tuple[str, str]:
    """A caption without its closing credit, and the credit.

    >>> credited("Quang cảnh hội nghị (Ảnh: Nguyễn Văn A)")
    ('Quang cảnh hội nghị', 'Nguyễn Văn A')
    >>> credited("Các đại biểu dự hội nghị. Ảnh: PV")
    ('Các đại biểu dự hội nghị', 'PV')
    """
    start = max(caption.lower().rfind("ảnh"), caption.lower().rfind("photo"))
    if start < 0 or len(caption) > 1000:
        return caption, ""
    # The separators and the bracket before the word belong to the credit.
    begin = len(caption[:start].rstrip(" .;,-–—([").rstrip())
    if caption[:start].lower().endswith("nguồn "):
        begin = len(caption[: start - 6].rstrip(" .;,-–—("))
    match = _CREDIT.fullmatch(caption, begin)
    # "Trao ảnh: kỷ vật" is no credit: a sign or a capital sets one apart.
    apart = caption[begin:start].strip() or caption[start].isupper() or not begin
    if not match or not apart:
        return caption, ""
    return caption[:begin].strip(), match["who"].strip(" .")


def find_file(
    written: str, folders: tuple[Path, ...], endings: tuple[str, ...] = PHOTO_ENDINGS
) -> Path | None:
    """The file that `written` names, in one of the folders and never outside them.

    An address relative to the page is tried first, then the name alone: exact, then
    with a usual ending, whatever its case and accents.
    """
    name = base_name(written)
    if not name or name in {".", ".."} or len(name) > 255:
        return None
    placed = find_placed(written, folders, endings)
    names = [name]
    if _CONVERTED.search(name):
        names.append(name.rpartition(".")[0])
    named = (_named(folder, name, endings) for name in names for folder in folders)
    return placed or next((found for found in named if found), None)


def find_placed(
    written: str, folders: tuple[Path, ...], endings: tuple[str, ...] = PHOTO_ENDINGS
) -> Path | None:
    """The file that stands in one of the folders just where an address says."""
    if is_local_path(written):
        return None
    parts = [part for part in _path_of(written).split("/") if part not in {"", "."}]
    if not 1 < len(parts) < 20 or ".." in parts:
        return None
    placed = (_inside(top, top.joinpath(*parts), endings) for top in folders)
    return next((found for found in placed if found), None)


def _path_of(address: str) -> str:
    try:
        path = urlsplit(address.replace("\\", "/")).path
    except ValueError:
        path = address
    return unquote(path)


def _named(folder: Path, name: str, endings: tuple[str, ...]) -> Path | None:
    found = _inside(folder, folder / name, endings)
    if found:
        return found
    files = _files_of(folder)
    stem = fold(name)
    with_ending = [stem] if Path(stem).suffix in endings else []
    without = Path(stem).stem if with_ending else stem
    candidates = [*with_ending, *(without + ending for ending in endings)]
    paths = (files.get(candidate) for candidate in candidates)
    inside = (_inside(folder, path, endings) for path in paths if path)
    return next((path for path in inside if path), None)


def _inside(folder: Path, path: Path, endings: tuple[str, ...]) -> Path | None:
    """The path, if it is such a file and no link leads it out of the folder."""
    if path.suffix.lower() not in (*endings, *_OTHER_ENDINGS):
        return None
    if not os.path.exists(path):
        return None
    try:
        real = path.resolve(strict=True)
        stays = real.is_relative_to(folder.resolve()) and real.is_file()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if stays else None


def _files_of(folder: Path) -> dict[str, Path]:
    try:
        return _listed(folder, folder.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=16)
def _listed(folder: Path, changed: int) -> dict[str, Path]:
    """A folder's files by folded name; listed again when the folder changes."""
    paths = sorted(folder.iterdir(), key=lambda path: path.name, reverse=True)
    return {fold(path.name): path for path in paths}
