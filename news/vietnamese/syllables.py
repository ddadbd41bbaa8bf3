"""Could this word be a Vietnamese syllable?

Onset, rhyme and tone are each from a closed list, so that text in another language or
in the wrong encoding shows itself without any dictionary.
"""

import re
import unicodedata
from functools import lru_cache

from .folding import nfc

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset({"", "\u0301", "\u0323"})  # none (Đăk), sắc, nặng
_STOPS = ("c", "ch", "k", "p", "t")
_LONGEST = 20  # code points: "nghiêng" typed with loose accents has ten
_ONSETS = (
    *("ngh", "ng", "nh", "gh", "gi", "ch", "kh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
    "",
)
_RHYMES = frozenset(
    re.findall(
        r"\w+",
        """
        a ac ach ai am an ang anh ao ap at au ay ă ăc ăk ăm ăn ăng ăp ăt
        â âc âm ân âng âp ât âu ây e ec em en eng eo ep et
        ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu
        iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat
        oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
        ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut
        uân uâng uât uây uê uêch uên uênh uêt uêu uôc uôi uôm uôn uông uôt uơ
        uy uya uych uynh uyt uyu uyên uyêt uyn uyp
        ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
        y yêm yên yêng yêt yêu ynh yt yp
        """,
    )
)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """
    >>> [is_syllable(word) for word in ("nghiêng", "Thuỷ", "hoà", "Đắk", "quốc", "gì")]
    [True, True, True, True, True, True]
    >>> [is_syllable(word) for word in ("work", "ngiêg", "nghÞ", "caf\u00e9", "tàc")]
    [False, False, False, False, False]
    """
    if len(word) > _LONGEST:
        return False
    letters, tone = _toneless(word.casefold())
    return any(
        rhyme in _RHYMES and not (rhyme.endswith(_STOPS) and tone not in _STOPPED_TONES)
        for rhyme in _rhymes_left(letters)
    )


def share(text: str) -> float:
    """How many of the words can be Vietnamese, 0 to 1; 1 where there is no word.

    >>> share("Hội nghị sơ kết công tác thi đua"), share("The work goes well")
    (1.0, 0.25)
    """
    words = [word for word in _WORD.findall(nfc(text)) if not _is_initials(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _is_initials(word: str) -> bool:
    return word.isupper() and len(word) <= 6 and not is_syllable(word)


def _toneless(word: str) -> tuple[str, str]:
    """The letters without the tone, and the tones: two of them are none."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(char for char in parts if char in _TONES)
    return nfc("".join(char for char in parts if char not in _TONES)), tone


def _rhymes_left(letters: str) -> list[str]:
    left = [letters.removeprefix(o) for o in _ONSETS if letters.startswith(o)]
    # The i of "gi" belongs to the rhyme as well: gì, giếng.
    return [*left, *("i" + rhyme for rhyme in left if letters.startswith("gi"))]
