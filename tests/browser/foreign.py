"""Is this string English? By the shape of its words, and by the allowed list."""

import re

# Whole words that may stand on a Vietnamese screen, each with its reason.
WORDS = (
    # Formats, protocols and units that nobody translates; "thg 11" is November.
    "url html pdf csv xlsx excel word rss atom json svg jpg jpeg png gif webp avif "
    "email e-mail slug utf ascii iptc exif gps http https www px byte kb mb gb id "
    "embed thg "
    # Names of keys and of programs.
    "ctrl shift alt enter esc tab cmd delete backspace chrome firefox youtube "
    # Names of data: accounts, hosts, the other language; a byline's "PV", "Cụm III".
    "bien minh quantri english wagtail django example org localhost admin pv ii iii "
    # Words of the profession in daily use.
    "video audio file logo link web website blog seo draftail sapo"
)
ALLOWED = set(WORDS.split())
ONSET = "ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x|"
VOWELS = "(?:oai|oay|uay|uya|uye|ieu|yeu|uoi|uou|oeo|uyu|[aeiouy]{1,2})"
CODA = "(?:ng|nh|ch|c|m|n|p|t)?"
SYLLABLE = re.compile(rf"(?:{ONSET}){VOWELS}{CODA}")
ADDRESS = re.compile(r"\S*(?:[/@\\_]|\.\w)\S*")


def foreign(text: str) -> bool:
    """Without one Vietnamese letter, and with a word no Vietnamese syllable looks like.

    >>> foreign("Sort menu order"), foreign("Actions"), foreign("Validation error")
    (True, True, True)
    >>> foreign("Trang tin"), foreign("Lưu live"), foreign("PDF, 3 MB")
    (False, False, False)
    >>> foreign("dien-hinh-tien-tien")  # a slug
    False
    """
    if any(letter.isalpha() and not letter.isascii() for letter in text):
        return False
    words = re.findall(r"[a-z]{2,}", ADDRESS.sub(" ", text).lower())
    return any(w not in ALLOWED and not SYLLABLE.fullmatch(w) for w in words)
