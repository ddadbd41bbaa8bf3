"""Is the chain as the portal wrote it? What was changed, removed or put in?"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from . import sealing
from .forgetting import ADDRESSES, ERASED
from .models import AuditEntry, AuditHead
from .writing import THE_ONLY, TORN

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fault:
    number: int
    said: str

    def __str__(self) -> str:
        return f"Entry {self.number} {self.said}"


class Forgotten:
    """For which entries does a later one tell why their words or addresses are gone?"""

    def __init__(self) -> None:
        told = AuditEntry.objects.order_by("number")
        rows = told.filter(action=ERASED).values_list("kind", "object_id", "number")
        self.erased = {(kind, row): number for kind, row, number in rows}
        days = told.filter(action=ADDRESSES).values_list("number", "object_id")
        self.numbers = [number for number, _day in days]
        self.days = [moment(day) for _number, day in days]
        # Of each and all later ones, the latest day.
        for place in range(len(self.days) - 2, -1, -1):
            self.days[place] = max(self.days[place], self.days[place + 1])

    def has_words_of(self, entry: AuditEntry) -> bool:
        return self.erased.get((entry.kind, entry.object_id), 0) > entry.number

    def has_address_of(self, entry: AuditEntry) -> bool:
        later = bisect_right(self.numbers, entry.number)
        return later < len(self.days) and self.days[later] > entry.at


def moment(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day).astimezone(UTC)
    except ValueError:
        # Somebody changed it, and that is a fault of its own.
        return NEVER


class Walk:
    """From the first entry to the last, each held against the one before."""

    def __init__(self, expected: str = "") -> None:
        self.number, self.hash, self.count = 0, sealing.NOTHING, 0
        self.expected = expected
        self.forgotten = Forgotten()
        self.without_words: list[AuditEntry] = []
        self.without_address: list[AuditEntry] = []

    @property
    def head(self) -> str:
        return f"{self.number}-{self.hash}"

    def faults(self) -> Iterator[Fault]:
        # Before the entries: what is written meanwhile lies behind it.
        head = AuditHead.objects.filter(pk=THE_ONLY).first()
        end = head.number if head else 0
        was_met = not self.expected
        for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
            yield from self.step(entry)
            was_met |= self.head == self.expected
            if entry.number == end and entry.hash != head.hash:
                yield Fault(end, "is not the one that the end of the chain names.")
        yield from self.at_the_end(head, end)
        if not was_met:
            number = int(self.expected.partition("-")[0])
            yield Fault(number, "is not the one that was written down elsewhere.")

    def step(self, entry: AuditEntry) -> Iterator[Fault]:
        self.count += 1
        is_next = entry.number == self.number + 1
        follows = not is_next or entry.previous == self.hash
        if not is_next:
            yield self.gap(entry.number - 1)
        if not sealing.is_sealed(entry.hash, entry.linked):
            how = "" if follows else ", or put in from elsewhere"
            yield Fault(entry.number, f"was changed{how}.")
        elif not follows:
            yield Fault(entry.number, "does not follow the one that is before it now.")
        elif entry.action == TORN:
            yield Fault(entry.number, "tells that the end of the chain was changed.")
        yield from self.words(entry)
        self.number, self.hash = entry.number, entry.hash

    def gap(self, last: int) -> Fault:
        first = self.number + 1
        said = "was removed." if last == first else f"to {last} were removed."
        return Fault(first, said)

    def words(self, entry: AuditEntry) -> Iterator[Fault]:
        said = sealing.covered(entry.said_salt, entry.label, entry.details)
        if not (entry.said_salt or entry.label or entry.details):
            if not self.forgotten.has_words_of(entry):
                self.without_words.append(entry)
        elif said != entry.said_digest:
            yield Fault(entry.number, "was given other words.")
        place = sealing.covered(entry.address_salt, entry.address)
        if not (entry.address_salt or entry.address):
            if not self.forgotten.has_address_of(entry):
                self.without_address.append(entry)
        elif place != entry.address_digest:
            yield Fault(entry.number, "was given another address.")

    def at_the_end(self, head: AuditHead | None, end: int) -> Iterator[Fault]:
        # Once more: something may have been erased since the walk began.
        now = Forgotten()
        for entry in self.without_words:
            if not now.has_words_of(entry):
                yield Fault(entry.number, "lost its words, and no entry tells why.")
        for entry in self.without_address:
            if not now.has_address_of(entry):
                yield Fault(entry.number, "lost its address, and no entry tells why.")
        if self.number < end:
            yield self.gap(end)
        elif not (head.is_whole if head else self.count == 0):
            yield Fault(self.number, "is the last, but the end was changed.")
