"""How do documents become pages? One by one (`Importer.save`), or very many at once."""

from .many import Many
from .posts import Arrival, Importer

__all__ = ["Arrival", "Importer", "Many"]
