"""The old name of `publish_scheduled`, for whoever still calls it."""

from .publish_scheduled import Command

__all__ = ["Command"]
