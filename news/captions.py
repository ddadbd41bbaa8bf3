"""What is said under a photo: its caption, and whose it is?"""

import re

from django.utils.translation import gettext as _

# A stop, and what may still close after it.
ENDED = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*\Z")
# A credit that says itself of what it is: "Ảnh tư liệu", "Tranh minh họa".
TOLD = re.compile(r"(?:ảnh|tranh|hình|minh họa|đồ họa|nguồn)\b", re.IGNORECASE)


def closed(caption: str) -> str:
    """A caption that more follows: it ends with a stop, for eyes and ears.

    >>> closed("Quang cảnh"), closed("Quang cảnh."), closed("“Tốt lắm!”"), closed("")
    ('Quang cảnh.', 'Quang cảnh.', '“Tốt lắm!”', '')
    """
    return caption if not caption or ENDED.search(caption) else f"{caption.rstrip()}."


def credited(credit: str) -> str:
    """Whose it is, in a phrase; "" where nobody knows.

    >>> credited("Tranh minh họa"), credited("")
    ('Tranh minh họa', '')
    """
    if not credit or TOLD.match(credit):
        return credit
    return _("Photo: %(credit)s") % {"credit": credit}


def said_under(caption: str, credit: str) -> str:
    whose = credited(credit)
    return f"{closed(caption)} {whose}".strip() if whose else caption
