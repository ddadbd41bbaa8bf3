"""How does an address get typed in the admin? As its name, accents and all."""

import re
from typing import Any

from wagtail.admin.widgets import SlugInput

from news.vietnamese.slugs import slugify

# What the browser does to a title as it is typed; the server does it again, better.
LETTERS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}


class TransliteratingSlugInput(SlugInput):
    def __init__(self, attrs: dict | None = None, **kwargs: Any) -> None:
        super().__init__(attrs, formatters=formatters(), **kwargs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return slugify(value) if value else value


def formatters() -> list[tuple[re.Pattern[str], str]]:
    marks = [(re.compile("[\u0300-\u036f]"), "")]
    letters = [
        (re.compile(f"[{written}{written.upper()}]"), plain)
        for plain, written in LETTERS.items()
    ]
    return marks + letters
