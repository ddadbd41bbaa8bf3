"""How long does a text take to read?"""

# Vietnamese is written syllable by syllable. The pace is an assumption of ours for
# official prose read in silence; readers are told "about".
SYLLABLES_A_MINUTE = 220


def reading_minutes(text: str) -> int:
    """Whole minutes, one at least.

    >>> reading_minutes("Hội nghị đã bế mạc."), reading_minutes("thi đua " * 400)
    (1, 4)
    """
    return max(1, round(len(text.split()) / SYLLABLES_A_MINUTE))
