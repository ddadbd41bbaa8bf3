"""What closes a landscape: the colours of the sky, the far ridges."""

# fmt: off
# Coordinates stand in rows, as they are drawn; one number a line would hide the shape.

from portal.demo.drawing.brush import Sheet
from portal.demo.drawing.landscape import (
    ridge,
)
from portal.demo.drawing.palette import (
    HAZE,
    JADE,
    PAPER,
    SLATE,
    mix,
    rgb,
)

MORNING = (rgb("#CFE0DF"), rgb("#EAEDE0"), rgb("#FBEED6"))

AFTERNOON = (rgb("#C6D6D4"), rgb("#F0E6CE"), rgb("#F8DCA8"))

EVENING = (rgb("#7E8FA0"), rgb("#D9A98C"), rgb("#F3CF97"))


def far_hills(sheet: Sheet, foot: float, tall: float, tones: int = 3) -> None:
    """Ridges one behind the other, paler with distance."""
    for number in range(tones):
        near = (number + 1) / tones
        tone = mix(mix(HAZE, PAPER, 0.62), mix(JADE, SLATE, 0.3), near * 0.92)
        ridge(sheet, foot - (1 - near) * tall * 0.25, tall * (1.15 - 0.4 * near), tone)
        sheet.mist(foot - tall * 0.5 * (1.2 - near * 0.4), foot + 6, rgb("#F8EED9"),
                   0.85 - 0.3 * near)
