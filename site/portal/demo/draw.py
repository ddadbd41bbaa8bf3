"""Which picture belongs to which photo of the demo's posts, and how is it made?

No camera and no font: every scene is drawn from code, the same each time.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from portal.demo.drawing import (
    evenings,
    fields,
    halls,
    library,
    offices,
    streets,
    villages,
)
from portal.demo.drawing.brush import Sheet
from portal.demo.drawing.horizon import AFTERNOON
from portal.demo.drawing.palette import (
    CLAY,
    CREAM,
    HAZE,
    JADE,
    MIST,
    SAND,
    SLATE,
    WOOD,
)

Scene = Callable[[Sheet], None]

SCENES: dict[str, Scene] = {
    "CumI": offices.long_table,
    "khoi-1-ky-giao-uoc-01": partial(halls.covenant, wall=MIST, guests="ao-dai"),
    "cum-2-bien-gioi-01": villages.border_village,
    "ve-nguon-bac-son-01": villages.journey,
    "so-ket-cum-3-01": halls.assembly,
    "trao-thuong-nong-dan-01": partial(halls.award, dress="indigo"),
    "tong-ket-khoi-2-01": partial(offices.long_table, wall=HAZE),
    "ky-giao-uoc-cum-1-01": halls.covenant,
    "nguoi-trong-hoi-01": fields.grower,
    "nha-luu-niem-01": villages.memorial,
    "cum-3-trong-cay-01": fields.planting,
    "cum-3-bong-chuyen-01": streets.volleyball,
    "cum-3-hat-then-01": evenings.singing,
    "cum-3-tang-sach-01": library.library,
    "cum-3-gap-mat-01": offices.round_table,
    "cum-3-nui-chi-lang-01": villages.panorama,
    "hoi-nghi-cum-2-01": partial(halls.speech, wall=SAND, mirrored=True),
    "hoi-nghi-cum-2-02": streets.border_road,
    "hoi-nghi-cum-2-03": partial(offices.round_table, wall=CREAM, dress="indigo"),
    "vuon-uom-01": fields.nursery,
    "tong-ket-cum-2-01": halls.speech,
    "trong-cay-01": partial(fields.planting, light=AFTERNOON, sun=0.2),
    "to-may-01": evenings.sewing,
    "cum-1-tin-dung-01": offices.bank,
    "vung-bien-toan-canh-01": villages.valley,
    "hoi-nghi-ban-toi-01": evenings.night_meeting,
    "thu-vien-01": partial(library.library, wall=JADE, mirrored=True),
    "trao-thuong-khoi-1-01": partial(halls.award, curtain=SLATE, mirrored=True),
    "tap-huan-so-01": offices.training,
    "tap-huan-luat-01": partial(offices.round_table, wall=SAND, cloth=WOOD),
    "na-duong-01": streets.power_plant,
    "buu-dien-01": streets.post_office,
    "ngay-hoi-sang-kien-01": partial(halls.speech, wall=MIST),
    "quay-giao-dich-01": partial(offices.bank, tone=SLATE, mirrored=True),
    "trao-bang-khen-01": partial(halls.award, curtain=CLAY),
}

# Width to height; what is not named here is 3:2.
RATIOS: dict[str, tuple[int, int]] = {
    "nguoi-trong-hoi-01": (2, 3),
    "cum-3-nui-chi-lang-01": (2, 1),
    "vung-bien-toan-canh-01": (2, 1),
    "cum-3-tang-sach-01": (4, 3),
    "thu-vien-01": (4, 3),
    "buu-dien-01": (4, 3),
}


def scenes() -> tuple[str, ...]:
    """The names of all photos that can be drawn."""
    return tuple(SCENES)


def draw(name: str, path: Path, size: tuple[int, int] = (1600, 1067)) -> None:
    """Draw one photo as a JPEG, in its own shape, its longer side that of `size`."""
    sheet = Sheet(_measured(name, max(size)), name)
    SCENES[name](sheet)
    sheet.finished().save(path, "JPEG", quality=85)


def draw_all(folder: Path) -> list[Path]:
    """Draw every photo into a folder, as <name>.jpg."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.jpg" for name in SCENES]
    for path in paths:
        draw(path.stem, path)
    return paths


def _measured(name: str, longest: int) -> tuple[int, int]:
    wide, high = RATIOS.get(name, (3, 2))
    unit = longest / max(wide, high)
    return round(wide * unit), round(high * unit)
