"""What is an uploaded file called: on the disk, and in the library?"""

import re
import zipfile
from pathlib import PurePath

from news.vietnamese.composition import composed
from news.vietnamese.folding import nfc
from news.vietnamese.slugs import slugify

# Room for the folder and for what storage adds to a name that is taken.
LONGEST = 70
_UTF_8 = 0x800  # of an archive's entry: its name is in UTF-8
_ENDING = re.compile(r"\.[a-z]{2,4}[0-9]?$", re.IGNORECASE)


def stored_name(name: str, ending: str = "") -> str:
    """A file name that every file system and address can carry.

    >>> stored_name("Ảnh hội nghị Đà Nẵng.JPG")
    'anh-hoi-nghi-da-nang.jpg'
    >>> stored_name("D:\\\\Desktop\\\\2-1.jpg", ending=".png")
    '2-1.png'
    >>> stored_name("../..")
    'tep'
    """
    path = PurePath(base_name(name))
    ending = ending or path.suffix.lower()
    stem = path.stem if _ENDING.fullmatch(path.suffix) else path.name
    return f"{slugify(stem, LONGEST) or 'tep'}{_ascii(ending)}"


def readable_name(name: str) -> str:
    """What a person would call the file: no path, no ending, accents composed.

    >>> readable_name("D:\\\\Tin\\\\Ảnh_hội_nghị.JPG")
    'Ảnh hội nghị'
    >>> readable_name("Hội nghị quý 3.5 triệu")
    'Hội nghị quý 3.5 triệu'
    """
    bare = _ENDING.sub("", base_name(name))
    return " ".join(bare.replace("_", " ").split())


def base_name(name: str) -> str:
    """The last part of a path, a Windows path's too."""
    return re.split(r"[\\/]", composed(name).strip().rstrip("\\/"))[-1].strip()


def is_path(text: str) -> bool:
    """Does a text name a place on somebody's computer?

    >>> is_path("D:\\\\Tin\\\\a.jpg"), is_path("Hội nghị 1/2020")
    (True, False)
    """
    return bool(re.match(r"[a-z]:[\\/]|\\\\|file:/|/(home|users)/", text, re.I))


def _ascii(ending: str) -> str:
    return ending if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else ""


def name_in_archive(entry: zipfile.ZipInfo) -> str:
    """The name as the person gave it.

    Archives made in Vietnam often name files in UTF-8, or as Windows did, without
    saying so; what does not say is read as if it were of an American PC.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF_8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "cp1258") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return nfc(name.replace("\\", "/"))
