"""Which parts of a photo's file are the picture? All the others go, bit for bit.

Each function walks the file and copies only the parts that it knows the picture
needs: pixels, colour profile, animation. GPS, camera and serial numbers, thumbnails,
editing history, comments and whatever was hung on behind the end are left out, so a
file that is also a script is a script no more. The pixels are not encoded again.

`ValueError` and `IndexError` tell that a file is not built as its format asks.
"""

import re
import struct
from collections.abc import Iterator

SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
# Frames, tables, restart intervals, scans: C8 and CC are unused and arithmetic coding.
JPEG_PICTURE = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_PICTURE = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),
}
WEBP_PICTURE = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_EXIF_AND_XMP = 0b1100


def jpeg(content: bytes) -> bytes:
    kept = bytearray(b"\xff\xd8")
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[at + 1]
        if marker == 0xD9:
            break
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + _number(content, at + 2, ">H")
        if marker == 0xDA:
            found = SCAN_END.search(content, end)
            end = found.start() if found else len(content)
        if _jpeg_keeps(marker, content[at + 4 : end]):
            kept += content[at:end]
        at = end
    return bytes(kept + b"\xff\xd9")


def _jpeg_keeps(marker: int, segment: bytes) -> bool:
    match marker:
        case 0xE0:
            # Bytes 12 and 13 are the size of a thumbnail inside.
            return segment.startswith(b"JFIF\0") and segment[12:14] == b"\0\0"
        case 0xE2:
            return segment.startswith(b"ICC_PROFILE\0")
        case 0xEE:
            return segment.startswith(b"Adobe")
        case _:
            return marker in JPEG_PICTURE


def png(content: bytes) -> bytes:
    kept = bytearray(PNG_START)
    at = len(PNG_START)
    kind = b""
    while kind != b"IEND":
        end = at + 12 + _number(content, at, ">I")
        kind = content[at + 4 : at + 8]
        if end > len(content):
            raise ValueError("a chunk ends behind the file")
        if kind in PNG_PICTURE:
            kept += content[at:end]
        at = end
    return bytes(kept)


def webp(content: bytes) -> bytes:
    kept = bytearray(b"WEBP")
    at, stop = 12, 8 + _number(content, 4, "<I")
    while at < min(stop, len(content)):
        kind = content[at : at + 4]
        size = _number(content, at + 4, "<I")
        end = at + 8 + size + size % 2  # Padded to an even length.
        if kind in WEBP_PICTURE:
            chunk = bytearray(content[at:end])
            if kind == b"VP8X":
                chunk[8] &= ~WEBP_EXIF_AND_XMP
            kept += chunk
        at = end
    return b"RIFF" + struct.pack("<I", len(kept)) + bytes(kept)


def gif(content: bytes) -> bytes:
    at = 13 + _palette(content[10])
    kept = bytearray(content[:at])
    for start, end in _gif_blocks(content, at):
        label = content[start : start + 2]
        looping = content[start + 3 : start + 14] == b"NETSCAPE2.0"
        if label[0] == 0x2C or label == b"\x21\xf9" or looping:
            kept += content[start:end]
    return bytes(kept + b"\x3b")


def gif_frames(content: bytes) -> int:
    """How many pictures a GIF holds, without unpacking one."""
    blocks = _gif_blocks(content, 13 + _palette(content[10]))
    return sum(content[start] == 0x2C for start, _ in blocks)


def _gif_blocks(content: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of each extension and picture, up to the trailer."""
    while content[at] != 0x3B:
        start = at
        match content[at]:
            case 0x21:
                at += 2
            case 0x2C:
                at += 10 + _palette(content[at + 9]) + 1
            case _:
                raise ValueError("no block where one must be")
        while content[at]:
            at += content[at] + 1
        at += 1
        yield start, at


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _number(content: bytes, at: int, form: str) -> int:
    part = content[at : at + struct.calcsize(form)]
    if len(part) < struct.calcsize(form):
        raise ValueError("the file ends in a number")
    return struct.unpack(form, part)[0]


# By Pillow's name of the format; AVIF is missing: its parts name each other's places.
STRIPPERS = {"JPEG": jpeg, "MPO": jpeg, "PNG": png, "WEBP": webp, "GIF": gif}
STARTS = {b"\xff\xd8\xff": jpeg, PNG_START: png, b"GIF8": gif, b"RIFF": webp}


def stripped(content: bytes) -> bytes:
    """The file without what is no picture; as it is where the format is not known."""
    found = (strip for start, strip in STARTS.items() if content.startswith(start))
    strip = next(found, None)
    return strip(content) if strip else content
