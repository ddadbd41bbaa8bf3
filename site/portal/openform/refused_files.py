"""Which files of a folder are not taken, and what would be without them?

All of them are looked at before anybody is told: whoever mends a folder wants to do it
once. Whoever goes on without them has the records, as of a file that was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.functional import Promise
from wagtail.models import Page, ReferenceIndex

from portal.audit.writing import Act, append, when_certain
from portal.backups.archive import Damaged

LEFT_OUT = "portal.file_left_out"


class FileRefused(Damaged):
    """One of them; as a string it is one line, `message` tells people what to do."""

    def __init__(self, said: str, message: str | Promise) -> None:
        super().__init__(said)
        self.message = message


@dataclass(frozen=True, slots=True)
class Refusal:
    table: str
    line: int
    model: type[Model]
    pk: int
    file: str
    # A line, and what people are told. Not the error: it would keep the file's bytes.
    reason: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}.jsonl, line {self.line}: {self.reason}."


class FilesRefused(Damaged):
    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = refusals
        if len(refusals) == 1:
            many, said = "1 file is", f" {refusals[0]} "
        else:
            many, said = f"{len(refusals)} files are", f"{listed(refusals)}\n"
        super().__init__(
            f"{many} not taken, so nothing was imported:{said}Mend the folder, or "
            "import without what is not taken: --without-refused-files."
        )


def listed(lines: Sequence[object]) -> str:
    return "".join(f"\n  {one}" for one in lines)


def left_out(refusals: Sequence[Refusal]) -> list[str]:
    """Each with the pages that name it, and whatever else does. Wagtail's index of
    references has to be there."""
    used = ((one, ", ".join(used_in(one)) or "nothing") for one in refusals)
    return [f"{one} Used in: {places}." for one, places in used]


def note_all(refusals: Sequence[Refusal]) -> None:
    """In the audit log: a terminal is closed, and whoever mends posts did not see it.

    Without the pages: an address has words of a title, which an erased post must not
    leave in an entry about a photo. The desk shows beside the photo where it is used.
    """
    acts = [act_of(one) for one in refusals]
    if acts:
        when_certain(lambda: append(acts))


def act_of(refusal: Refusal) -> Act:
    return Act(
        LEFT_OUT,
        kind=refusal.model._meta.label_lower,
        object_id=str(refusal.pk),
        label=str(refusal.model._base_manager.get(pk=refusal.pk)),
        details={"file": refusal.file, "reason": refusal.message},
    )


def used_in(refusal: Refusal) -> list[str]:
    """Addresses of pages, and names of what is no page."""
    kind = ContentType.objects.get_for_model(refusal.model)
    named = ReferenceIndex.objects.filter(
        to_content_type=kind, to_object_id=str(refusal.pk)
    )
    pages, others = set(), set()
    for base, key in named.values_list("base_content_type", "object_id").distinct():
        model = ContentType.objects.get_for_id(base).model_class()
        if model is Page:
            pages.add(int(key))
        elif model:
            others.update(str(one) for one in model._base_manager.filter(pk=key))
    addresses = Page.objects.filter(pk__in=pages).order_by("url_path")
    return [*addresses.values_list("url_path", flat=True), *sorted(others)]
