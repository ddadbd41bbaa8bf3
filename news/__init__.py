"""Bản Tin: meeting news for Wagtail."""
