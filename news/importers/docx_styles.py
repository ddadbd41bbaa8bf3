"""What does a style of a Word file mean for the text that has it?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LONGEST_CHAIN = 20
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Looks:
    """What stands at one place; None where it is silent."""

    font: str | None = None
    alignment: str | None = None
    bold: bool | None = None
    italic: bool | None = None

    def over(self, lower: "Looks") -> "Looks":
        def first(name: str) -> object:
            mine = getattr(self, name)
            return getattr(lower, name) if mine is None else mine

        return Looks(*(first(name) for name in Looks.__slots__))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Styles:
    looks: dict[str, Looks] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    default: Looks = Looks()
    paragraph: str = ""  # the style of paragraphs that name none

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        if root is None:
            return cls()
        looks: dict[str, Looks] = {}
        based_on: dict[str, str] = {}
        usual = ""
        for style in root.iter(f"{W}style"):
            number = style.get(f"{W}styleId", "")
            looks[number] = looks_of(style)
            based_on[number] = _value(style, "basedOn") or ""
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in (
                *("1", "true", "on"),
            ):
                usual = number
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
        default = Looks() if defaults is None else looks_of(defaults)
        return cls(looks, based_on, default, usual)

    def named(self, number: str | None) -> Looks:
        found = Looks()
        for style in self._chain(number or ""):
            found = found.over(self.looks[style])
        return found

    def _chain(self, number: str) -> Iterator[str]:
        for _ in range(_LONGEST_CHAIN):
            if number not in self.looks:
                return
            yield number
            number = self.based_on.get(number, "")


def looks_of(tag: Element) -> Looks:
    """What a run, a paragraph or a style says itself."""
    return Looks(
        font=_font(tag),
        alignment=_value(tag.find(f"{W}pPr"), "jc"),
        bold=_switch(tag, "b"),
        italic=_switch(tag, "i"),
    )


def style_of(tag: Element) -> str | None:
    kind = "p" if tag.tag == f"{W}p" else "r"
    return _value(tag.find(f"{W}{kind}Pr"), f"{kind}Style")


def _font(tag: Element) -> str | None:
    """Letters beyond ASCII, the ones that matter here, have the "hAnsi" font."""
    fonts = tag.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return None
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def _switch(tag: Element, name: str) -> bool | None:
    found = tag.find(f"{W}rPr/{W}{name}")
    return None if found is None else found.get(f"{W}val") not in _OFF


def _value(tag: Element | None, name: str) -> str | None:
    found = None if tag is None else tag.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")
