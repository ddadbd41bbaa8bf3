"""Which words say nothing of what a text is about? They stand in nearly every one."""

from .folding import fold

# Folded, as an address has them; none here that means something with other accents,
# unless that is as rare as it is telling (cờ, lá).
GRAMMAR = """
khong co la va cua cho voi cac nhung mot nay do duoc bi tu den tai ve theo nhu se da thi
ma o de khi vi nen cung con chi rat nhieu trong ngoai tren duoi sau truoc giua the hay
hoac cang lai ra vao len xuong
"""
PARTICLES = frozenset(GRAMMAR.split())


def say_nothing(words: list[str]) -> bool:
    """Whether none of them says what somebody is looking for.

    >>> say_nothing(["không", "có"]), say_nothing(["khong", "hop"]), say_nothing([])
    (True, False, True)
    """
    return all(fold(word) in PARTICLES for word in words)
