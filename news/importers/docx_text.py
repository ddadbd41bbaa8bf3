"""How is the text of a Word file made plain for the reader behind this one?

Looks that come from styles are written where they apply, old fonts are read, and what
only a newer Word would show is put where every program looks.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import (
    Element,
    SubElement,
    tostring,
)

from news.vietnamese.encodings import encoding_of, opens_with_vni_mark, typed_in
from news.vietnamese.syllables import share

from .document import Doubt
from .docx_styles import STRICT, Looks, Styles, W, looks_of, style_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_SHOWN = 60  # characters of a text before and after


def plain_part(root: Element, styles: Styles) -> tuple[bytes, tuple[Doubt, ...]]:
    """A part as XML again, and what was doubtful about it."""
    _without_strict_names(root)
    parents = {child: parent for parent in root.iter() for child in parent}
    _show_text_boxes(root, parents)
    doubts = list(_change_doubts(root))
    parents = {child: parent for parent in root.iter() for child in parent}
    runs = _runs_by_paragraph(root, parents)
    for paragraph in root.iter(f"{W}p"):
        doubts += _plain_paragraph(paragraph, runs.get(paragraph, []), styles)
    return tostring(root, "utf-8", xml_declaration=True), _once(doubts)


def linked_photos(root: Element) -> list[str]:
    """The relationships of photos that lie outside the file, in their order."""
    blips = root.iter(_BLIP)
    return [b.get(f"{_R}link", "") for b in blips if not b.get(f"{_R}embed")]


def _without_strict_names(root: Element) -> None:
    """The "strict" form differs from the usual one in the names alone."""
    if not str(root.tag).startswith(STRICT):
        return
    for tag in root.iter():
        tag.tag = str(tag.tag).replace(STRICT, W)
        for name in [name for name in tag.attrib if name.startswith(STRICT)]:
            tag.attrib[name.replace(STRICT, W)] = tag.attrib.pop(name)


def _show_text_boxes(root: Element, parents: dict[Element, Element]) -> None:
    """A text box without a form for older programs would be lost."""
    after: dict[Element, list[Element]] = {}
    for box in list(root.iter(f"{W}txbxContent")):
        above = list(_above(box, parents))
        if any(tag.tag in {f"{_MC}Fallback", f"{W}pict"} for tag in above):
            continue
        holder = next((tag for tag in above if tag.tag == f"{W}drawing"), None)
        choice = next((t for t in above if t.tag == f"{_MC}AlternateContent"), holder)
        if choice is None or choice.find(f"{_MC}Fallback") is not None:
            continue
        pict = Element(f"{W}pict")
        pict.append(box)
        after.setdefault(choice, []).append(pict)
    for parent in dict.fromkeys(parents[choice] for choice in after):
        # In one go: a page of thousands of boxes is read as quickly as another.
        parent[:] = [tag for one in parent for tag in (one, *after.get(one, ()))]


def _above(tag: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while tag in parents:
        tag = parents[tag]
        yield tag


def _change_doubts(root: Element) -> Iterator[Doubt]:
    if any(tag.tag in _CHANGES for tag in root.iter()):
        message = "The file tracks changes; all of them were taken as accepted"
        yield Doubt("body_text", "tracked-changes", message)


def _runs_by_paragraph(
    root: Element, parents: dict[Element, Element]
) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = {}
    for run in root.iter(f"{W}r"):
        above = _above(run, parents)
        paragraph = next((tag for tag in above if tag.tag == f"{W}p"), None)
        if paragraph is not None:
            found.setdefault(paragraph, []).append(run)
    return found


# --- looks --------------------------------------------------------------------------


def _plain_paragraph(
    paragraph: Element, runs: Sequence[Element], styles: Styles
) -> Iterator[Doubt]:
    style = styles.named(style_of(paragraph) or styles.paragraph)
    alignment = looks_of(paragraph).alignment or style.alignment
    if alignment:
        _set(paragraph, "pPr", "jc", alignment)
    looks = [
        looks_of(run).over(styles.named(style_of(run))).over(style).over(styles.default)
        for run in runs
    ]
    for run, look in zip(runs, looks, strict=True):
        _write(run, look)
    yield from _read_old_fonts(runs, looks)


def _write(run: Element, look: Looks) -> None:
    for name, on in (("b", look.bold), ("i", look.italic)):
        if on is not None:
            _set(run, "rPr", name, "1" if on else "0")


def _set(tag: Element, group: str, name: str, value: str) -> None:
    properties = tag.find(f"{W}{group}")
    if properties is None:
        properties = Element(f"{W}{group}")
        tag.insert(0, properties)
    found = properties.find(f"{W}{name}")
    if found is None:
        found = SubElement(properties, f"{W}{name}")
    found.set(f"{W}val", value)


# --- old fonts ----------------------------------------------------------------------


def _read_old_fonts(runs: Sequence[Element], looks: Sequence[Looks]) -> Iterator[Doubt]:
    """Words that were typed in a font of TCVN3, VNI or VPS, as they looked."""
    typed = [
        (text, look.font or "")
        for run, look in zip(runs, looks, strict=True)
        for text in _texts(run, look)
    ]
    for encoding, group in groupby(typed, key=lambda part: encoding_of(part[1])):
        if encoding:
            yield from _read_together(encoding, list(group))


def _texts(run: Element, look: Looks) -> Iterator[Element]:
    for tag in run:
        if tag.tag == f"{W}softHyphen" and encoding_of(look.font or ""):
            # TCVN3 has its "ư" in this place.
            tag.tag, tag.text = f"{W}t", "\xad"
        if tag.tag == f"{W}t":
            yield tag


def _read_together(encoding: str, typed: list[tuple[Element, str]]) -> Iterator[Doubt]:
    texts = [tag.text or "" for tag, _ in typed]
    if encoding == "VNI":
        texts = _with_marks_joined(texts)
    before = "".join(texts)
    fonts = [font for _, font in typed]
    read = [typed_in(font, text) for font, text in zip(fonts, texts, strict=True)]
    after = "".join(read)
    if share(after.casefold()) < share(before.casefold()):
        message = f"In the font {fonts[0]}, and no {encoding}: “{before[:_SHOWN]}”"
        yield Doubt("body_text", "encoding-kept", message)
        return
    for (tag, _), text in zip(typed, read, strict=True):
        tag.text = text
    if after != before:
        message = f"{encoding}: “{before[:_SHOWN]}” was read “{after[:_SHOWN]}”"
        yield Doubt("body_text", "encoding-read", message)


def _with_marks_joined(texts: Sequence[str]) -> list[str]:
    """Word breaks runs anywhere: a mark goes to the letter that it stands on."""
    joined = list(texts)
    for at in range(1, len(joined)):
        if joined[at - 1] and opens_with_vni_mark(joined[at]):
            joined[at - 1] += joined[at][0]
            joined[at] = joined[at][1:]
    return joined


def _once(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """The first of each kind: it tells what to look for."""
    found: dict[tuple[str, str], Doubt] = {}
    for doubt in doubts:
        found.setdefault((doubt.code, doubt.message.partition(":")[0]), doubt)
    return tuple(found.values())
