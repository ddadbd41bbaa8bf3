"""Is a file a photo we can keep, and what of it is kept?"""

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps

from .refused import Refused
from .stripping import STRIPPERS, gif_frames
from .words import Words, words_in

# A JPEG with several pictures in it (MPO, phones make them) is kept as its first.
ENDINGS = {
    "AVIF": ".avif",
    "GIF": ".gif",
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
}
# Pillow finds several pictures in a JPEG by itself; AVIF is not in every Pillow.
PillowImage.init()
FORMATS = [name for name in ENDINGS if name != "MPO" and name in PillowImage.OPEN]
# What a browser shows and a rendition can be made of; the rest becomes RGB.
PLAIN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
OPTIONS = {
    "JPEG": {"quality": 95},
    "WEBP": {"quality": 95},
    "AVIF": {"quality": 90, "speed": 9},
}
ORIENTATION = 0x0112
MOST_FRAMES = 500
BOMBS = (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning)
# All that Pillow's readers raise at a file that is not what it says it is.
UNREADABLE = (
    *(OSError, ValueError, SyntaxError, TypeError, AttributeError, LookupError),
    *(EOFError, ArithmeticError, RuntimeError, MemoryError, AssertionError),
    *(struct.error, zlib.error, ImageCms.PyCMSError, *BOMBS),
)


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    content: bytes
    ending: str
    words: Words


def taken_in(content: bytes, most_pixels: int) -> TakenPhoto:
    """The photo with its pixels alone, and the words that stood in it.

    Raises `Refused`. The number of pixels is read from the header, before any pixel
    is: a bomb must not be unpacked to be refused.
    """
    try:
        with PillowImage.open(BytesIO(content), formats=FORMATS) as image:
            _measure(image, content, most_pixels)
            words = words_in(image)
            image.load()
            kept = _kept(image, content)
            # What was kept has to be a whole picture by itself.
            with PillowImage.open(BytesIO(kept), formats=FORMATS) as again:
                again.load()
            return TakenPhoto(kept, ENDINGS[image.format], words)
    except BOMBS as bomb:
        said = re.search(r"\((\d+) pixels\)", str(bomb))
        pixels = int(said[1]) if said else 0
        raise _too_many_pixels(pixels, most_pixels) from bomb
    except PillowImage.UnidentifiedImageError as error:
        raise Refused(
            _(
                "This file is not a photo, whatever its name says. Save the photo as "
                "JPEG or PNG and upload it again."
            ),
            "not_a_photo",
            "not an image",
        ) from error
    except UNREADABLE as error:
        raise Refused(
            _(
                "The photo is damaged or incomplete. Copy it again from the camera or "
                "ask whoever sent it for another copy."
            ),
            "damaged_photo",
            "damaged image",
        ) from error


def _measure(image: PillowImage.Image, content: bytes, most_pixels: int) -> None:
    frames = _frames(image, content)
    pixels = image.width * image.height * frames
    if frames > MOST_FRAMES or pixels > most_pixels:
        raise _too_many_pixels(pixels, most_pixels)


def _frames(image: PillowImage.Image, content: bytes) -> int:
    match image.format:
        case "MPO":
            return 1
        case "GIF":
            return gif_frames(content)  # Pillow would walk through them all.
        case _:
            return getattr(image, "n_frames", 1)


def _kept(image: PillowImage.Image, content: bytes) -> bytes:
    strip = STRIPPERS.get(image.format)
    turned = image.getexif().get(ORIENTATION, 1) != 1
    moving = getattr(image, "is_animated", False) and image.format != "MPO"
    if strip and (moving or (image.mode in PLAIN_MODES and not turned)):
        return strip(content)
    return _encoded_again(image)


def _encoded_again(image: PillowImage.Image) -> bytes:
    """Upright and in RGB, with the profile its colours are meant in."""
    form = "JPEG" if image.format == "MPO" else image.format
    upright = ImageOps.exif_transpose(image)
    profile = upright.info.get("icc_profile")
    if upright.mode not in PLAIN_MODES:
        upright, profile = _in_rgb(upright, profile), None
    upright.info = {}
    options = dict(OPTIONS.get(form, {}))
    if profile:
        options["icc_profile"] = profile
    file = BytesIO()
    upright.save(file, form, **options)
    return file.getvalue()


def _in_rgb(image: PillowImage.Image, profile: bytes | None) -> PillowImage.Image:
    if image.mode.startswith("I"):
        # 16 bits: a plain conversion would cut all above 255 to white.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if profile and image.mode == "CMYK":
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
    return image.convert("RGBA" if image.mode in {"PA", "La", "RGBa"} else "RGB")


def _too_many_pixels(pixels: int, most_pixels: int) -> Refused:
    message = _(
        "The photo has too many pixels: at most %(most)d million are taken. Make it "
        "smaller (2,000 pixels wide are plenty) and upload it again."
    )
    most = most_pixels // 1_000_000
    report = f"{pixels / 1e6:.0f} megapixels; at most {most} are taken"
    return Refused(message % {"most": most}, "too_many_pixels", report)
