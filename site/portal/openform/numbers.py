"""Which keys were met? A bit for each, so that a million of them are 125 kB."""

from collections.abc import Iterator

# What a text names may be no key at all; no table has rows beyond.
MOST = 1 << 30


class Numbers:
    def __init__(self) -> None:
        self.bits = bytearray()

    def add(self, number: int) -> None:
        if not 0 <= number < MOST:
            return
        place, bit = divmod(number, 8)
        if place >= len(self.bits):
            self.bits.extend(bytes(place + 1 - len(self.bits)))
        self.bits[place] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        place, bit = divmod(number, 8)
        return 0 <= place < len(self.bits) and bool(self.bits[place] >> bit & 1)

    def __iter__(self) -> Iterator[int]:
        for place, byte in enumerate(self.bits):
            for bit in range(8) if byte else ():
                if byte >> bit & 1:
                    yield place * 8 + bit
