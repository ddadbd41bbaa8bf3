"""Which posts does a site get that needs very many of them? For measuring scale."""

from .posts import insert

__all__ = ["insert"]
