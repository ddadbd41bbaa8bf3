"""How does an editor read what the readers and the importer have to say?

They speak English, in a line for logs and reports. Here each kind is told in the
person's language, with the words of the source that it is about. What is not known is
shown as it stands: better foreign than lost.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Of a doubt: its code, what of its message matters, and the sentence.
DOUBTS: dict[str, tuple[str, str | Promise]] = {
    "no-date": ("", gettext_lazy("The source does not say when it was published.")),
    "ambiguous-date": (
        ": (.+)",
        gettext_lazy("Day and month may be exchanged: %(detail)s."),
    ),
    "weekday-contradicts": (
        ": (.+)",
        gettext_lazy("The weekday does not go with the date: %(detail)s."),
    ),
    "impossible-date": (
        ": (.+)",
        gettext_lazy("No calendar has this date: %(detail)s."),
    ),
    "day-only": ("", gettext_lazy("The source names the day, not the time.")),
    "other-zone": ("", gettext_lazy("The old site's clock was not Vietnam's.")),
    "from-properties": (
        "by (.+)",
        gettext_lazy("Taken from the properties of the Word file, not from its text."),
    ),
    "far-from-event": (
        r"(\d+) days",
        gettext_lazy("%(detail)s days lie between this date and the meeting's."),
    ),
    "far-from-published": (
        r"(\d+) days",
        gettext_lazy("%(detail)s days lie between the meeting and the post."),
    ),
    "no-title": ("", gettext_lazy("The source has no title: write one.")),
    "title-too-long": (
        "",
        gettext_lazy("The title was too long; the whole of it opens the text."),
    ),
    "empty": ("", gettext_lazy("The post has a title and no text.")),
    "letterhead": (
        "letterhead: (.+)",
        gettext_lazy("Left out as the letterhead: %(detail)s"),
    ),
    "tracked-changes": (
        "",
        gettext_lazy("The file tracks changes; all were taken as accepted."),
    ),
    "notes-at-end": (
        r"(\d+) notes",
        gettext_lazy("The notes of the Word file (%(detail)s) stand at the end."),
    ),
    "comment-left-out": (
        ": (.+)",
        gettext_lazy("A comment in the Word file was left out: %(detail)s"),
    ),
    "encoding-read": (
        r"^(?:.+?): “(.+)” was read “(.*)”$",
        gettext_lazy("Typed in an old encoding: “%(detail)s”, read as “%(more)s”."),
    ),
    "encoding-kept": (
        "^In the font .+?: “(.+)”$",
        gettext_lazy("An old font, but the words were left as typed: “%(detail)s”"),
    ),
    "embed-dropped": (": (.+)", gettext_lazy("Not carried along: %(detail)s")),
    "media-dropped": (": (.+)", gettext_lazy("Not carried along: %(detail)s")),
    "not-carried": (": (.+)", gettext_lazy("Not carried along: %(detail)s")),
    "shortcode-dropped": (": (.+)", gettext_lazy("Not carried along: %(detail)s")),
    "field-left-out": (
        "the field (.+)",
        gettext_lazy("A field of the old site was not carried along: %(detail)s"),
    ),
    "field-appended": (
        "The field (.+) stands at the end of the text: (.+)",
        gettext_lazy("The field %(detail)s of the old site ends the text: %(more)s"),
    ),
    "too-long": ("", gettext_lazy("A part of the text was too long to keep whole.")),
    "table-flattened": (
        "“(.+)”",
        gettext_lazy("A table is too large to keep its rows and columns: %(detail)s"),
    ),
    "agency-prefix": (
        ": (.+)",
        gettext_lazy("The text opens with the mark of an agency: %(detail)s"),
    ),
    "alt-missing": (
        "“(.+)”",
        gettext_lazy("The photo %(detail)s has no alternative text."),
    ),
    "alt-is-file-name": (
        "“(.+)”",
        gettext_lazy("“%(detail)s” names a file, it does not describe the photo."),
    ),
    "local-path": (
        "",
        gettext_lazy("A path on somebody's computer was left out of the text."),
    ),
    "linked-photo": (
        ": (.+)",
        gettext_lazy("A photo is only linked, not inside the file: %(detail)s"),
    ),
    "damaged-photo": (
        ": (.+)",
        gettext_lazy("A photo inside the file is damaged: %(detail)s"),
    ),
    "missing-photo": (
        "photo (.+)",
        gettext_lazy("No file was found for the photo %(detail)s."),
    ),
    "missing-attachment": (
        "attachment (.+)",
        gettext_lazy("No file was found for the attachment %(detail)s."),
    ),
    "bad-photo": (
        "(.+?): (.+)",
        gettext_lazy("The photo %(detail)s could not be kept: %(more)s"),
    ),
    "bad-attachment": (
        "(.+?): (.+)",
        gettext_lazy("The attachment %(detail)s could not be kept: %(more)s"),
    ),
    "several-files": (
        "called (.+): none",
        gettext_lazy("Different files are called %(detail)s: none was taken."),
    ),
    "member-count": (
        r"(\d+ members and lists \d+)",
        gettext_lazy("The text states another number of members than it lists."),
    ),
    "ambiguous": (
        "called (.+): none",
        gettext_lazy("Several clusters, or none, are called %(detail)s: choose one."),
    ),
    "utf-16": ("", gettext_lazy("The file was UTF-16, not UTF-8.")),
    "windows-1258": ("", gettext_lazy("The file was windows-1258, not UTF-8.")),
    "windows-1252": ("", gettext_lazy("The file was windows-1252, not UTF-8.")),
    "utf-8-twice": (
        "",
        gettext_lazy("The letters of the file were stored wrongly and were mended."),
    ),
    "mixed-letters": (
        "",
        gettext_lazy(
            "The letters are UTF-8, unlike those of the rest of the file: check them."
        ),
    ),
    "old-letters": (
        "",
        gettext_lazy("The letters of the file are those of an old Vietnamese font."),
    ),
    "unknown-column": (
        "“(.+)”",
        gettext_lazy("A column that was not read: %(detail)s."),
    ),
    "not-a-post": (": (.+)", gettext_lazy("Left out as no posts: %(detail)s")),
    "twice": (
        "stands in (.+); it",
        gettext_lazy(
            "The same post stands in %(detail)s; imported as well, it would overwrite "
            "that one."
        ),
    ),
    "same-by-words": (
        "",
        gettext_lazy(
            "Taken for the post of the same title and day that is here already: most "
            "of the words are the same. Check that it is no other post."
        ),
    ),
    "too-many-of-a-day": (
        r"of (\d+) of its title and day",
        gettext_lazy("%(detail)s posts of its title and day are here: is it one?"),
    ),
    "address-taken": (
        "(.+) leads .*",
        gettext_lazy("The old address %(detail)s leads to another post."),
    ),
    "kept-edited": (
        "",
        gettext_lazy("Edited here since an earlier import: not overwritten."),
    ),
    "kept-draft": (
        "",
        gettext_lazy("Edited here since the import: left for the editors to publish."),
    ),
    "draft-over-public": (
        "",
        gettext_lazy(
            "The post is public: what the source says now waits as a draft over it."
        ),
    ),
    "published": ("", gettext_lazy("Was a draft, and is published now.")),
    "dry-run": ("", gettext_lazy("Would be updated; nothing was written.")),
    "not-public": ("“(.+)”", gettext_lazy("Not public on the old site: %(detail)s.")),
}
# Of a file that could not be read or kept, after its name; the first that fits.
REASONS: tuple[tuple[str, str | Promise], ...] = (
    ("there is a virus", gettext_lazy("There is a virus in it.")),
    ("virus scanner takes", gettext_lazy("It is larger than the virus scanner takes.")),
    (
        "scanner broke off",
        gettext_lazy("The virus scanner broke off at one of its files: not scanned."),
    ),
    ("scanner could not look", gettext_lazy("It could not be scanned for viruses.")),
    ("virus scanner", gettext_lazy("The virus scanner did not answer: try again.")),
    ("not UTF-8", gettext_lazy("The text is not in UTF-8: save it anew as UTF-8.")),
    ("old Word file", gettext_lazy("An old Word file: save it as .docx in Word.")),
    (
        "locked with a password",
        gettext_lazy("Locked with a password: save it anew."),
    ),
    ("file is empty", gettext_lazy("The file is empty.")),
    ("holds no text", gettext_lazy("There is no text in the file.")),
    ("no title", gettext_lazy("There is no title, so it is no post.")),
    (
        "only a page of the site",
        gettext_lazy("It is no post but a page of the old site, as for signing in."),
    ),
    ("neither a header nor", gettext_lazy("Neither title nor text: it is no post.")),
    ("binary file", gettext_lazy("It is no text file, whatever it is called.")),
    ("null bytes", gettext_lazy("It is no text file, whatever it is called.")),
    (
        "not a Word document",
        gettext_lazy("It is no Word file, whatever it is called."),
    ),
    ("leads out of", gettext_lazy("A name inside leads out of the file: not opened.")),
    ("zip bomb", gettext_lazy("It would unpack to far too much: not opened.")),
    ("unpacks to far too much", gettext_lazy("It would unpack to far too much.")),
    ("shown too often", gettext_lazy("Its photos are shown too often to be unpacked.")),
    ("megapixels", gettext_lazy("It has too many pixels: make it smaller.")),
    ("are taken", gettext_lazy("It is too large: make it smaller.")),
    ("not an image", gettext_lazy("It is no photo, whatever it is called.")),
    ("damaged", gettext_lazy("It is damaged or incomplete.")),
    ("macros or programs", gettext_lazy("It holds macros or programs.")),
    ("no kind of document", gettext_lazy("Files of this kind are not taken.")),
    ("too large", gettext_lazy("The file is too large for one post.")),
    ("larger than", gettext_lazy("The file is too large for one post.")),
    ("at most", gettext_lazy("The file is too large for one post.")),
    ("more than", gettext_lazy("The file is too large for one post.")),
    ("more markup", gettext_lazy("The file is too large for one post.")),
    ("two files inside", gettext_lazy("The Word file is damaged: save it anew.")),
    ("Word file", gettext_lazy("The Word file is damaged: save it anew.")),
    ("document type or entities", gettext_lazy("It declares entities: not read.")),
    ("not an export of WordPress", gettext_lazy("It is no export of WordPress.")),
    ("export of Drupal", gettext_lazy("It is no export of a Drupal database.")),
    ("no posts were left out", gettext_lazy("There is no post in the export.")),
    ("no column", gettext_lazy("The table lacks the column of titles or of texts.")),
    ("list of posts is wanted", gettext_lazy("It is no list of posts.")),
    ("broken table", gettext_lazy("The table is broken off or damaged.")),
    ("broken XML", gettext_lazy("The file is broken off or damaged.")),
    ("markup that no one", gettext_lazy("The file is broken off or damaged.")),
    ("not a kind of file", gettext_lazy("Files of this kind cannot be imported.")),
    ("No such file", gettext_lazy("The file is no longer there.")),
    ("see the log", gettext_lazy("A fault of the program: tell an administrator.")),
    # What the system says of a file in words of its own.
    ("cannot be read", gettext_lazy("The file cannot be read.")),
    ("unreadable", gettext_lazy("The file cannot be read.")),
    ("ermission denied", gettext_lazy("The file cannot be read.")),
)
KEPT: tuple[tuple[str, str | Promise], ...] = (
    ("edited since", gettext_lazy("Kept: edited here since the import.")),
    ("handed in", gettext_lazy("Kept: handed in for moderation.")),
    ("changed again by run", gettext_lazy("Kept: a later import changed it.")),
    ("named by", gettext_lazy("Kept: another page names it.")),
    ("has an alias", gettext_lazy("Kept: it has a translation or an alias.")),
    ("version before is gone", gettext_lazy("Kept: the version before is gone.")),
)
DIFFERENCES: dict[str, str | Promise] = {
    "gone": gettext_lazy("The post is no longer here."),
    "photos": gettext_lazy("Photos: %(source)s in the source, %(here)s here."),
    "missing": gettext_lazy("Photos without a file: %(source)s."),
    "too-large": gettext_lazy(
        "Photos that are too large, more than %(here)s megapixels: %(source)s."
    ),
    "captions": gettext_lazy("Captions: %(source)s in the source, %(here)s here."),
    "empty-captions": gettext_lazy("Photos without a caption: %(source)s."),
    "no-date": gettext_lazy("The source has no valid date; today's was taken."),
    "date": gettext_lazy("Date: %(source)s in the source, %(here)s here."),
}


def doubt(code: str, message: str) -> str:
    if code.startswith("gate:"):
        return message.removeprefix("kept a draft: ")
    if code not in DOUBTS:
        return message
    pattern, sentence = DOUBTS[code]
    found = re.search(pattern, message) if pattern else None
    detail, more = (*filter(None, found.groups()), "", "")[:2] if found else ("", "")
    if pattern and not found and "%(detail)s" in str(sentence):
        return message
    if code.startswith("bad-"):
        more = reason(more)
    return str(sentence) % {"detail": detail, "more": more}


def reason(message: str) -> str:
    """Why a file or a post did not come, or why one was kept."""
    known = (said for part, said in (*REASONS, *KEPT) if part in message)
    return str(next(known, message))


def difference(code: str, *numbers: Any) -> str:
    source, here = (*numbers, "", "")[:2]
    return str(DIFFERENCES[code]) % {"source": source, "here": here}


def told(differences: Iterable[list[Any]] | None) -> str:
    if differences is None:
        return ""
    return " ".join(difference(*one) for one in differences) or _("No difference.")
