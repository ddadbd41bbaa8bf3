"""Writes Word files for tests, from the XML up: hostile ones are no one else's work."""

import io
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/></Types>"""
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
RELS = f"""{_RELATIONS}<Relationship Id="r1" Type="{_OFFICE}/officeDocument"
 Target="word/document.xml"/></Relationships>"""


def run(text: str, *, bold: bool = False, italic: bool = False, font: str = "") -> str:
    looks = "<w:b/>" * bold + "<w:i/>" * italic
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    lines = (
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>'
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{fonts}{looks}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def para(
    *runs: str, align: str = "", style: str = "", number: str = "", **looks
) -> str:
    inside = "".join(one if one.startswith("<") else run(one, **looks) for one in runs)
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            if number
            else ""
        )
        + (f'<w:jc w:val="{align}"/>' if align else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def title(text: str = "Cụm I tổ chức Hội nghị sơ kết") -> str:
    return para(text, align="center", bold=True)


def photo(relation: str, alt: str = "", how: str = "embed") -> str:
    return (
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline>'
        f'<wp:docPr id="1" name="Picture 1" descr="{escape(alt)}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:{how}="{relation}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )


def table(*rows: tuple[str, ...], header: bool = False) -> str:
    def cells(row: tuple[str, ...]) -> str:
        return "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row)

    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    written = (
        f"<w:tr>{mark if header and at == 0 else ''}{cells(row)}</w:tr>"
        for at, row in enumerate(rows)
    )
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(file, "PNG")
    return file.getvalue()


def core(creator: str = "", created: str = "2020-07-13T08:21:00Z") -> str:
    return (
        '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp='
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>{creator}'
        f"</dc:creator><dcterms:created>{created}</dcterms:created>"
        "</cp:coreProperties>"
    )


def relations(**targets: str) -> str:
    """Photos inside the file, unless the target has a scheme."""
    written = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, target in targets.items()
    )
    return f"{_RELATIONS}{''.join(written)}</Relationships>"


def document(*body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>'
        f"{''.join(body)}</w:body></w:document>"
    )


def word_file(
    path: Path, *body: str, parts: Mapping[str, str | bytes] | None = None
) -> Path:
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": document(*body),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return path
