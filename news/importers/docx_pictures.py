"""Which photos does a Word file show? Each is written out once, however often shown."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from .document import Doubt, Unreadable
from .photos import base_name

_ENDINGS = {
    **{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"},
    **{"image/webp": ".webp", "image/tiff": ".tif", "image/bmp": ".bmp"},
    **{"image/x-emf": ".emf", "image/x-wmf": ".wmf", "image/svg+xml": ".svg"},
}
MOST_SHOWN = 400_000_000  # bytes, each time a photo is shown
_CHUNK = 1 << 20


@dataclass(slots=True)
class Pictures:
    """Written to a folder under names of our own. Raises `Unreadable`."""

    folder: Path
    linked: list[str]
    damaged: list[str]
    count: int = 0
    shown: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def kept(self, image: Any) -> dict[str, str]:
        """What mammoth asks for each time it meets a photo."""
        self.count += 1
        ending = _ENDINGS.get(image.content_type or "", ".jpg")
        name = f"image{self.count}{ending}"
        try:
            with image.open() as packed:
                name = self._written(packed, name)
        except (KeyError, ValueError) as error:
            # It lies outside the file, and nothing outside is opened.
            lost = next((one for one in self.damaged if one in str(error)), "")
            name = self._damaged(lost) if lost else self._outside(name)
        return {"src": name}

    def _written(self, packed: IO[bytes], name: str) -> str:
        """The name it has, which is an earlier one for a photo that came before."""
        path, digest = self.folder / name, sha256()
        with path.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                self.shown += len(chunk)
                if self.shown > MOST_SHOWN:
                    raise Unreadable("its photos are shown too often to be unpacked")
                digest.update(chunk)
                file.write(chunk)
        known = self.names.setdefault(digest.hexdigest(), name)
        if known != name:
            path.unlink()
        return known

    def _damaged(self, name: str) -> str:
        message = f"A photo inside the file is damaged: {base_name(name)}"
        self.doubts.append(Doubt("photos", "damaged-photo", message))
        # No file beside the document has this name.
        return f"damaged-{base_name(name)}"

    def _outside(self, name: str) -> str:
        target = base_name(self.linked.pop(0)) if self.linked else ""
        message = f"A photo is only linked, not inside the file: {target or name}"
        self.doubts.append(Doubt("photos", "linked-photo", message))
        return target or name
