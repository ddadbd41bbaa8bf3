"""Which strings of Wagtail, Django and their relatives do we say in Vietnamese?

Gathers the strings of the installed packages, merges them into the catalogues beside
this file (a translation once written is kept), compiles them, and prints which versions
they were made for and how much of each package is covered. `--check` changes nothing,
prints the same and tells what is wrong.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import polib
from packages import Key, areas, key, wanted

HERE = Path(__file__).resolve().parent
CATALOGUES = HERE / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
HEADER = {
    "Project-Id-Version": "Ban Tin: Wagtail and Django in Vietnamese",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
MADE_FOR = "X-Made-For"

PLACEHOLDER = re.compile(
    r"%\(\w+\)[sdifr]"  # %(name)s
    r"|%[sdifr](?!\w)"  # %s, but not the sign in "50% said"
    r"|%%"
    r"|\{\w*(?:[!:][^{}]*)?\}"  # {name}, {0}, {}
    r"|</?[a-zA-Z][^>]*>"  # the markup a translator must carry over
)


# What we say


def translations(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return list(entry.msgstr_plural.values())
    return [entry.msgstr]


def path_of(domain: str) -> Path:
    return CATALOGUES / f"{domain}.po"


def ours(domain: str) -> polib.POFile:
    path = path_of(domain)
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def unguessed(entry: polib.POEntry) -> Iterator[polib.POEntry]:
    """Undo what `makemessages` does to an entry that it takes for a changed one.

    It turns our translation into a fuzzy guess at some new string, and keeps the
    string that was translated only as the previous one.
    """
    if entry.fuzzy and entry.previous_msgid:
        yield blank(entry)
        entry.msgid, entry.msgctxt = entry.previous_msgid, entry.previous_msgctxt
        entry.msgid_plural = entry.previous_msgid_plural
        entry.previous_msgid = entry.previous_msgctxt = None
        entry.flags.remove("fuzzy")
    yield entry


def blank(source: polib.POEntry) -> polib.POEntry:
    plural = source.msgid_plural
    return polib.POEntry(
        msgid=source.msgid,
        msgid_plural=plural,
        msgctxt=source.msgctxt,
        msgstr_plural={0: ""} if plural else {},
        flags=[flag for flag in source.flags if flag.endswith("-format")],
    )


def merged(domain: str, prune: bool = False) -> polib.POFile:
    """Our catalogue with every wanted string in it, in the order of the areas.

    Strings that no installed package has any more stay at the end, because another
    supported version of Wagtail may have them; `prune` drops them.
    """
    kept = {key(e): e for entry in ours(domain) for e in unguessed(entry)}
    found: dict[Key, polib.POEntry] = {}
    where: dict[Key, list[str]] = {}
    for area in areas(domain):
        for source in wanted(area, kept):
            entry = found.setdefault(key(source), blank(source))
            if source.msgid_plural and not entry.msgid_plural:
                # One package counts what another only names; gettext takes both.
                found[key(source)] = blank(source)
            places = where.setdefault(key(source), [])
            if area.name not in places:
                places.append(area.name)
    result = polib.POFile(wrapwidth=79)
    result.metadata = HEADER | {MADE_FOR: installed()}
    for name, entry in found.items():
        carry_over(kept.pop(name, None), entry)
        entry.comment = ", ".join(where[name])
        result.append(entry)
    for entry in kept.values():
        if not prune:
            entry.obsolete = False
            entry.comment = "in no catalogue last gathered"
            entry.occurrences = []
            result.append(entry)
    return result


def carry_over(old: polib.POEntry | None, new: polib.POEntry) -> None:
    if old is None:
        return
    new.tcomment = old.tcomment
    text = next(iter(translations(old)), "")
    if new.msgid_plural:
        new.msgstr_plural = {0: text}
    else:
        new.msgstr = text


def write(domain: str, po: polib.POFile) -> None:
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    po.save(str(path_of(domain)))
    po.save_as_mofile(str(path_of(domain).with_suffix(".mo")))


# What may be wrong


def placeholders(text: str) -> Counter[str]:
    """
    >>> sorted(placeholders("Move <b>%(title)s</b> to {place}, 50% done"))
    ['%(title)s', '</b>', '<b>', '{place}']
    """
    return Counter(PLACEHOLDER.findall(text))


def faults(domain: str) -> Iterator[str]:
    po = ours(domain)
    for entry in po:
        if entry.translated():
            yield from different_placeholders(domain, entry)
    if not compiled_from(po, path_of(domain).with_suffix(".mo")):
        yield f"{domain}.mo is not what {domain}.po compiles to: run renew.py"


def different_placeholders(domain: str, entry: polib.POEntry) -> Iterator[str]:
    # Vietnamese has one form for every number, so it has to say what the plural says.
    expected = placeholders(entry.msgid_plural or entry.msgid)
    for text in translations(entry):
        found = placeholders(text)
        if found != expected:
            missing = sorted((expected - found).elements())
            extra = sorted((found - expected).elements())
            yield f"{domain}: {entry.msgid!r}: missing {missing}, extra {extra}"


def contents(entries: Iterable[polib.POEntry]) -> dict[Key, list[str]]:
    return {key(entry): translations(entry) for entry in entries}


def compiled_from(po: polib.POFile, path: Path) -> bool:
    """Compares meaning, not bytes: msgfmt and polib lay out the same file otherwise."""
    if not path.exists():
        return False
    mo = polib.mofile(str(path))
    same_text = contents(mo) == contents(e for e in po if e.translated())
    return same_text and mo.metadata == po.metadata


# Telling


def installed() -> str:
    return ", ".join(f"{name} {version(name)}" for name in ("Wagtail", "Django"))


def versions(domain: str) -> str:
    made_for = ours(domain).metadata.get(MADE_FOR, "nobody knows what")
    return f"{domain}.po is made for {made_for}; installed: {installed()}"


def coverage(domain: str) -> Iterator[str]:
    said = {key(entry) for entry in ours(domain) if entry.translated()}
    whole = Counter[str]()
    for area in areas(domain):
        every = {key(entry) for entry in area.sources}
        done = len(every & (said | area.already))
        whole.update({"every": len(every), "done": done})
        yield line(area.name, domain, done, len(every), len(every & said))
    yield line("all", domain, whole["done"], whole["every"], len(said))


def line(name: str, domain: str, done: int, every: int, by_us: int) -> str:
    share = 100 * done / every if every else 100
    return f"{name:38} {domain:9} {done:5}/{every:<5} {share:6.1f} %  ours {by_us}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument(
        "--prune", action="store_true", help="drop what no installed package has"
    )
    options = parser.parse_args(arguments)
    if not options.check:
        for domain in DOMAINS:
            write(domain, merged(domain, prune=options.prune))
    for domain in DOMAINS:
        for text in (versions(domain), *coverage(domain)):
            sys.stdout.write(f"{text}\n")
    wrong = [fault for domain in DOMAINS for fault in faults(domain)]
    for fault in wrong:
        sys.stderr.write(f"{fault}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
