"""Under which addresses was a post found on its old site?

Some an export or a page states; those that Drupal's pathauto made can be worked out
from the title. All are compared without host, case, language and closing slash.
"""

import re
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from anyascii import anyascii

from news.vietnamese.folding import nfc

LONGEST = 500
# Where the boards' sites kept their posts, and how long pathauto let an alias become.
SECTION, LONGEST_ALIAS = "tintucsukien", 100
# English words that say little: pathauto left them out, and half of "tổ chức" and all
# of "thể" with them.
_IGNORED = re.compile(
    r"\b(?:a|an|as|at|before|but|by|for|from|is|in|into|like|of|off|on|onto|per|since"
    r"|than|the|this|that|to|up|via|with)\b"
)
_SCRIPT = re.compile(r"(?:^|\.(?:php\d?|aspx?|jsp|cgi))$")
_STRAY = re.compile(r"utm_|fbclid$|gclid$|zarsrc$|page$")


def bare(address: str) -> str:
    """The form in which addresses are compared; "" for the front page.

    >>> bare("https://ban.example/vi/TinTucSuKien/cum-i/"), bare("/?q=node/12")
    ('tintucsukien/cum-i', 'node/12')
    >>> bare("/tin/h%E1%BB%99i-ngh%E1%BB%8B.html?utm_source=zalo#x"), bare("/?p=12")
    ('tin/hội-nghị.html', '?p=12')
    >>> bare("/tin/%00"), bare("/?" + "q=?" * 5000)
    ('', '')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if "\0" in unquote(address):
        # No database keeps such a letter, and PostgreSQL is not even asked about one.
        return ""
    path = "/".join(filter(None, nfc(unquote(parts.path)).casefold().split("/")))
    asked = dict(parse_qsl(parts.query))
    if _SCRIPT.search(path):
        # Drupal and the like behind a server that wrote no addresses anew.
        if "q" in asked:
            # Whatever asks once more in there was never an address.
            inside = asked["q"].partition("?")[0]
            return bare("/" + inside.lstrip("/"))
        kept = {name: asked[name] for name in sorted(asked) if not _STRAY.match(name)}
        path += f"?{urlencode(kept)}" if kept else ""
    path = path.removeprefix("index.php/").removeprefix("vi/")
    return "" if path in {"vi", "index.php"} else _fitting(path)


def of_title(title: str) -> tuple[str, ...]:
    """Under which aliases pathauto put a post of that title: two, where it was long.

    >>> of_title("Cụm I tổ chức Hội nghị sơ kết.")
    ('tintucsukien/cum-i-chuc-hoi-nghi-so-ket',)
    >>> of_title("Công an tỉnh: thể lệ cuộc thi “27/7”")
    ('tintucsukien/cong-tinh-le-cuoc-thi-277',)
    >>> [len(alias) for alias in of_title("Hội nghị " * 20)]
    [111, 97]
    """
    slug = _slug(title)
    if not slug:
        return ()
    # The limit was for the title's part or for the whole, as the site was set.
    part = f"{SECTION}/{_cut(slug, LONGEST_ALIAS)}"
    whole = f"{SECTION}/{_cut(slug, LONGEST_ALIAS - len(SECTION) - 1)}"
    return tuple(dict.fromkeys([part, whole]))


def _slug(title: str) -> str:
    text = anyascii(nfc(title)).lower()
    words = re.sub(r"[^\w\s-]|_", "", text).replace("-", " ")
    # A title of nothing else was left as it was.
    said = _IGNORED.sub("", words)
    return "-".join((said if said.strip() else words).split())


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def _fitting(path: str) -> str:
    if len(path) <= LONGEST:
        return path
    return f"{path[: LONGEST - 13]}-{sha256(path.encode()).hexdigest()[:12]}"
