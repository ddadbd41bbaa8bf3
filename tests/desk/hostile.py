"""Files that want to do harm, and photos that carry more than a picture."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image as PillowImage

from tests import build

GPS, CAMERA = 0x8825, 0x8769
PNG_START = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(1)</script>"


def carrying(
    form: str = "JPEG", mode: str = "RGB", orientation: int = 1, **words: str
) -> bytes:
    """A photo with a place, a camera and a serial number in it."""
    exif = PillowImage.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETCAM"
    exif[0x010E] = words.get("description", "")
    exif[0x013B] = words.get("artist", "")
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 51.0, 3.5), 29: "2020:07:13"})
    exif.get_ifd(CAMERA)[0xA431] = "SERIAL99"
    options: dict[str, Any] = {"exif": exif}
    if form == "JPEG":
        options["comment"] = b"SERIAL99"
    file = io.BytesIO()
    PillowImage.effect_noise((90, 60), 50).convert(mode).save(file, form, **options)
    return file.getvalue()


def with_iptc(photo: bytes, fields: dict[int, bytes], utf8: bool = True) -> bytes:
    """A JPEG with these IPTC fields, as agencies' programs write them."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G" if utf8 else b""
    for number, value in fields.items():
        records += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value
    padded = records + b"\0" * (len(records) % 2)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + padded
    segment = b"Photoshop 3.0\0" + resource
    return (
        photo[:2]
        + b"\xff\xed"
        + struct.pack(">H", len(segment) + 2)
        + segment
        + photo[2:]
    )


def with_xmp(caption: str, creator: str) -> bytes:
    xmp = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
      xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>
      <rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
      <dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
      </rdf:Description></rdf:RDF></x:xmpmeta>"""
    file = io.BytesIO()
    PillowImage.new("RGB", (90, 60)).save(file, "WEBP", xmp=xmp.encode())
    return file.getvalue()


def png(*chunks: tuple[bytes, bytes], width: int = 9, height: int = 6) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (min(width, 9) * 3 + 1) * min(height, 6))
    parts = [(b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", b"")]
    return PNG_START + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, data = part
    crc = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + crc


def noise(form: str) -> bytes:
    file = io.BytesIO()
    PillowImage.effect_noise((300, 200), 50).save(file, form)
    return file.getvalue()


# Name of the file and what is in it; each is refused at every entrance for photos.
PHOTOS = {
    "truncated": ("a.jpg", noise("JPEG")[:9000]),
    "header-only": ("a.jpg", noise("JPEG")[:200]),
    "polyglot": ("a.gif", b"GIF89a/*" + b"\0" * 5 + b"*/=1;" + SCRIPT),
    "huge-header": ("a.png", png(width=2**31 - 1, height=2**31 - 1)),
    "beyond-header": ("a.png", png(width=2**31, height=2)),
    "text-bomb": (
        "a.png",
        png((b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 60_000_000, 9))),
    ),
    "pixel-bomb": ("a.png", png(width=60_000, height=60_000)),
    "sixty-megapixels": ("a.png", png(width=10_000, height=6_000)),
    "svg": ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    "svg-by-name": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "html": ("a.jpg", b"<!doctype html>" + SCRIPT),
    "exe": ("a.jpg", b"MZ\x90\0" + b"\0" * 400),
    "empty": ("a.jpg", b""),
    "nul": ("a.jpg", b"\0" * 2000),
    "cut-webp": ("a.webp", noise("WEBP")[:400]),
    "cut-avif": ("a.avif", noise("AVIF")[:400]),
    "cut-gif": ("a.gif", noise("GIF")[:400]),
}
# Odd, but photos: taken in, whatever their name says.
ODD = {
    "cmyk": ("a.jpg", carrying(mode="CMYK")),
    "sixteen-bits": ("a.png", carrying("PNG", mode="I;16")),
    "palette": ("a.png", carrying("PNG", mode="P")),
    "one-bit": ("a.png", carrying("PNG", mode="1")),
    "transparent": ("a.webp", carrying("WEBP", mode="RGBA")),
    "gif": ("a.gif", noise("GIF")),
    "png-called-jpg": ("a.jpg", carrying("PNG")),
    "avif": ("a.avif", carrying("AVIF")),
    "script-behind": ("a.jpg", build.jpeg() + SCRIPT),
    "no-ending": ("anh", build.jpeg()),
    "long-name": ("a" * 300 + ".jpg", build.jpeg()),
    "windows-path": ("D:\\Desktop\\..\\2-1.jpg", build.jpeg()),
    "dots": ("...jpg", build.jpeg()),
    "long-ending": ("a." + "b" * 250, build.jpeg()),
}


def office(*names: str, types: str = "", **more: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        archive.writestr("word/document.xml", "<w:document/>")
        for name in names:
            archive.writestr(name, b"macro")
        for name, content in more.items():
            archive.writestr(name, content)
    return file.getvalue()


def ole(*streams: str) -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    return start + b"".join(stream.encode("utf-16-le") for stream in streams)


def _plain_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    return file.getvalue()


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ATTACHMENTS = {
    "docm": ("a.docm", office("word/vbaProject.bin", types=MACRO_TYPE)),
    "macros-in-docx": ("a.docx", office("word/vbaProject.bin")),
    "macro-type": ("a.docx", office(types=MACRO_TYPE)),
    "excel-4-macros": ("a.xlsx", office("xl/macrosheets/sheet1.xml")),
    "macros-in-doc": ("a.doc", ole("WordDocument", "_VBA_PROJECT")),
    "locked": ("a.docx", ole("EncryptedPackage")),
    "installer": ("a.doc", ole("Installer")),
    "rtf-object": ("a.rtf", b"{\\rtf1{\\object{\\*\\objdata 0105}}}"),
    "bomb": ("a.docx", office(**{"word/media/a.png": b"\0" * 60_000_000})),
    "cut-zip": ("a.docx", office()[:120]),
    "html": ("a.html", b"<!doctype html>" + SCRIPT),
    "html-called-pdf": ("a.pdf", b"<html>" + SCRIPT),
    "html-called-txt": ("a.txt", b"hello <HTML>" + SCRIPT),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "exe": ("a.exe", b"MZ\x90\0" + b"\0" * 400),
    "exe-called-docx": ("a.docx", b"MZ\x90\0" + b"\0" * 400),
    "shell": ("a.txt.sh", b"#!/bin/sh\nrm -rf /"),
    "zip": ("a.zip", _plain_zip()),
    "empty": ("a.pdf", b""),
}
DOCUMENTS = {
    "pdf": ("Quyết định.PDF", b"%PDF-1.7 minimal", "quyet-dinh.pdf"),
    "docx": ("Kế hoạch.docx", office(), "ke-hoach.docx"),
    "doc": ("a.doc", ole("WordDocument"), "a.doc"),
    "docx-called-doc": ("a.doc", office(), "a.docx"),
    "text": ("Danh sách.txt", "Danh sách cụm".encode(), "danh-sach.txt"),
    "rtf": ("a.rtf", b"{\\rtf1 hello}", "a.rtf"),
}
