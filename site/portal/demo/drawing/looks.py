"""Who is in the picture, and what do they wear?"""

from dataclasses import dataclass, replace
from random import Random

from portal.demo.drawing.palette import (
    GREY_HAIR,
    HAIRS,
    INDIGO,
    MUTED,
    PAPER,
    SKINS,
    SLATE,
    TOPS,
    Colour,
    rgb,
)

TROUSERS = (rgb("#3B3F47"), rgb("#4A4640"), rgb("#2F3947"), rgb("#5A5048"))

JACKETS = (INDIGO, MUTED, SLATE, rgb("#39393C"))
AO_DAI = (
    rgb("#9B3B3C"),
    rgb("#C9A24B"),
    rgb("#5F7F8A"),
    rgb("#E8DCC6"),
    rgb("#8A6A8C"),
)


@dataclass(frozen=True, slots=True)
class Look:
    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour
    cut: str = "short"  # short | bob | bun | long | scarf | helmet
    dress: str = "shirt"  # shirt | jacket | ao-dai | indigo


def somebody(chance: Random, dress: str = "") -> Look:
    """Anyone who might sit in a meeting, or in the given dress."""
    woman = chance.random() < 0.45
    hair = GREY_HAIR if chance.random() < 0.1 else chance.choice(HAIRS)
    look = Look(
        skin=chance.choice(SKINS),
        hair=hair,
        top=chance.choice(TOPS),
        bottom=chance.choice(TROUSERS),
        cut=chance.choice(("bob", "bun", "long")) if woman else "short",
        dress=dress or chance.choice(("shirt", "shirt", "jacket")),
    )
    match look.dress:
        case "jacket":
            return replace(look, top=chance.choice(JACKETS))
        case "ao-dai":
            top = chance.choice(AO_DAI)
            return replace(look, top=top, bottom=PAPER, cut="bun")
        case "indigo":
            cut = "scarf" if woman else "short"
            return replace(look, top=INDIGO, bottom=rgb("#1F2A3A"), cut=cut)
        case "worker":
            top = chance.choice((SLATE, rgb("#56707C")))
            return replace(look, top=top, cut="helmet", dress="shirt")
    return look


def child(chance: Random) -> Look:
    """A schoolchild, brightly dressed."""
    bright = ("#D9A441", "#B9585A", "#6F93A8", "#8FA872", "#E9DFCB", "#C98F7A")
    return replace(
        somebody(chance, "shirt"),
        hair=chance.choice(HAIRS),
        top=rgb(chance.choice(bright)),
        cut=chance.choice(("short", "short", "bob", "long")),
    )
