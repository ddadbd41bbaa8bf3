"""Which colours does a scene use? The portal's own, and what grows around them."""

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """The three parts of a colour written as "#9B1C1F"."""
    number = int(code.lstrip("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first, 0 to 1."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(first, second, strict=True)
    )
    return red, green, blue


PAPER = rgb("#FFFDF9")
TINT = rgb("#F6EFE4")
INK = rgb("#1C1A17")
MUTED = rgb("#5B554C")
LACQUER = rgb("#9B1C1F")
GOLD = rgb("#C8932B")
BRONZE = rgb("#7D5700")

CREAM = rgb("#F0E2C8")
SAND = rgb("#DFC9A3")
CLAY = rgb("#B9714C")
TILE = rgb("#94513A")
WOOD = rgb("#8A5A37")
WALNUT = rgb("#55382A")
INDIGO = rgb("#2E3F57")
SLATE = rgb("#4E6472")
MIST = rgb("#D5DDD6")
HAZE = rgb("#A9BAB6")
JADE = rgb("#7E947B")
MOSS = rgb("#5E7552")
PINE = rgb("#38513F")
LEAF = rgb("#8FA45E")
RICE = rgb("#D6B75C")
SKY = rgb("#DCE6E3")
DUSK = rgb("#E9B98A")
NIGHT = rgb("#22303F")

SKINS = (rgb("#DFAE87"), rgb("#D09B73"), rgb("#E5BA95"), rgb("#BF8A63"))
HAIRS = (rgb("#221C1A"), rgb("#2C2422"), rgb("#1E1B1F"), rgb("#3A302B"))
GREY_HAIR = rgb("#A9A39A")
# Working clothes: many pale shirts, some dark jackets, few strong colours.
TOPS = (
    rgb("#F4EEE2"),
    rgb("#E4E8E6"),
    rgb("#CBD6DA"),
    rgb("#F4EEE2"),
    rgb("#43566B"),
    rgb("#6C7A72"),
    rgb("#C98F7A"),
    rgb("#E3CFA6"),
    rgb("#8FA3AE"),
    rgb("#A5484A"),
)
