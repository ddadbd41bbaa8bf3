"""What do the tables of a Drupal database say of its nodes? For Drupal 7 to 11.

They are read one after another into a database on disk, so that an export may be of
any size and its tables in any order.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import drupal_rows as of
from .document import Doubt, Unreadable
from .drupal_rows import Found, Row, number
from .html_fields import kind_of_field
from .reading import without_unseen
from .rows import SUFFIXES, first_rows, rows

_SCHEMA = """
CREATE TABLE node
    (nid INTEGER PRIMARY KEY, kind, language, title, status, uid, created);
CREATE TABLE body (nid INTEGER, language, value, summary);
CREATE TABLE file (fid INTEGER PRIMARY KEY, address);
CREATE TABLE media (mid INTEGER PRIMARY KEY, uuid, fid INTEGER, alt, title);
CREATE TABLE used (nid INTEGER, field, place INTEGER, target INTEGER, alt, title, kind);
CREATE TABLE words (nid INTEGER, field, place INTEGER, value);
CREATE TABLE alias (nid INTEGER, alias);
CREATE TABLE term (tid INTEGER PRIMARY KEY, name, vocabulary);
CREATE TABLE vocabulary (vid INTEGER PRIMARY KEY, name);
CREATE TABLE tagged (nid INTEGER, tid INTEGER);
CREATE TABLE account (uid INTEGER PRIMARY KEY, name);
CREATE INDEX body_of ON body (nid);
CREATE INDEX used_by ON used (nid);
CREATE INDEX words_of ON words (nid);
CREATE INDEX alias_of ON alias (nid);
CREATE INDEX tagged_with ON tagged (nid);
"""
_NODES = ("node_field_data", "node")
_NULLS = {"NULL", "\\N"}
_OF_FILES = re.compile(
    r"media|image|img|photo|picture|gallery|anh|hinh|file|attach|tep|dinh_?kem|tai_?lieu"
)
_FIELD_TABLE = re.compile(r"(?:field_data|(?P<of>node|media)_)_(?P<field>\w+)")


@dataclass(frozen=True, slots=True)
class Use:
    """A file that a field of a node names; `kind`: image | file | other (media)."""

    address: str
    alt: str
    title: str
    kind: str


def tables(folder: Path) -> dict[str, Path]:
    """The tables of an export by their names, without the prefix of the site's.

    Empty where the folder holds no export.
    """
    found = {
        path.stem.casefold(): path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and path.is_file()
    }
    for name in _NODES:
        for stem, path in found.items():
            if stem.endswith(name) and {"nid", "title"} <= set(_first(path)):
                prefix = stem.removesuffix(name)
                starts = len(prefix)
                return {s[starts:]: p for s, p in found.items() if s.startswith(prefix)}
    return {}


def _first(path: Path) -> Row:
    try:
        return next(_told(first_rows(path)), {})
    except (Unreadable, OSError):
        return {}


def look_into_nodes(folder: Path) -> None:
    """Raise `Unreadable` where a table of nodes is there, and broken."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.stem.casefold().endswith(_NODES):
            next(_rows(path), None)


def _rows(path: Path, doubts: list[Doubt] | None = None) -> Iterator[Row]:
    return _told(rows(path, doubts))


def _told(found: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for row in found:
        yield {str(name).strip().casefold(): _text(cell) for name, cell in row.items()}


def _text(cell: Any) -> str:
    if cell is None or cell in _NULLS:
        return ""
    return without_unseen(str(cell).replace("\0", " "))


class Register:
    """The tables, joined; close it in the end."""

    def __init__(self, found: dict[str, Path]) -> None:
        self.database = sqlite3.connect("")
        self.doubts: list[Doubt] = []  # of the files, not of any post
        self.database.executescript(_SCHEMA)
        try:
            for name, path in found.items():
                self._take(name, path)
        except BaseException:
            self.close()
            raise
        self.database.commit()

    def close(self) -> None:
        self.database.close()

    # Reading

    def _take(self, name: str, path: Path) -> None:
        match name:
            case "node" | "node_field_data":
                new = "REPLACE INTO node VALUES (?, ?, ?, ?, ?, ?, ?)"
                self._fill(new, path, of.node)
            case "body" | "field_data_body" | "node__body":
                self._fill("INSERT INTO body VALUES (?, ?, ?, ?)", path, of.body)
            case "file_managed" | "file":
                self._fill("REPLACE INTO file VALUES (?, ?)", path, of.file)
            case "media":
                new = "REPLACE INTO media VALUES (?, ?, NULL, '', '')"
                self._fill(new, path, lambda row: (number(row["mid"]), row["uuid"]))
            case "url_alias" | "path_alias":
                self._fill("INSERT INTO alias VALUES (?, ?)", path, of.alias)
            case "taxonomy_term_data" | "taxonomy_term_field_data":
                self._fill("REPLACE INTO term VALUES (?, ?, ?)", path, of.term)
            case "taxonomy_vocabulary":
                self._fill("REPLACE INTO vocabulary VALUES (?, ?)", path, of.vocabulary)
            case "taxonomy_index":
                self._fill("INSERT INTO tagged VALUES (?, ?)", path, of.tagged)
            case "users" | "users_field_data":
                self._fill("REPLACE INTO account VALUES (?, ?)", path, of.account)
            case _ if match := _FIELD_TABLE.fullmatch(name):
                self._take_field(match["of"] or "node", match["field"], path)

    def _fill(self, statement: str, path: Path, values: Callable[[Row], Found]) -> None:
        """A row that lacks what its table is about is none; the others count."""
        for row in _rows(path, self.doubts):
            with suppress(KeyError):
                found = values(row)
                if found and None not in found:
                    self.database.execute(statement, found)

    def _take_field(self, owners: str, field: str, path: Path) -> None:
        for row in _rows(path, self.doubts):
            if row.get("deleted") == "1" or row.get("entity_type", owners) != owners:
                continue
            owner, place = number(row.get("entity_id", "")), row.get("delta", "0")
            if owner is None:
                continue
            said = {
                name.removeprefix(f"{field}_"): value
                for name, value in row.items()
                if name.startswith(f"{field}_")
            }
            target = said.get("fid") or said.get("target_id") or ""
            if owners == "media":
                self._add_media(owner, target, said)
            elif number(target) is not None:
                self._add_use(owner, field, place, target, said)
            elif value := said.get("value", ""):
                given = (owner, field.removeprefix("field_"), place, value)
                self.database.execute("INSERT INTO words VALUES (?, ?, ?, ?)", given)

    def _add_media(self, mid: int, fid: str, said: Row) -> None:
        alt, title = said.get("alt", ""), said.get("title", "")
        new = "INSERT OR IGNORE INTO media VALUES (?, '', NULL, '', '')"
        self.database.execute(new, (mid,))
        known = "UPDATE media SET fid = ?, alt = ?, title = ? WHERE mid = ?"
        if number(fid) is not None:
            self.database.execute(known, (fid, alt, title, mid))

    def _add_use(
        self, nid: int, field: str, place: str, target: str, said: Row
    ) -> None:
        kind = "other"
        if "alt" in said:
            kind = "image"
        elif "display" in said or "description" in said or "fid" in said:
            kind = "file"
        title = said.get("title") or said.get("description") or ""
        given = (nid, field, place, target, said.get("alt", ""), title, kind)
        self.database.execute("INSERT INTO used VALUES (?, ?, ?, ?, ?, ?, ?)", given)

    # Asking

    def nodes(self) -> Iterator[Row]:
        names = ("nid", "kind", "language", "title", "status", "uid", "created")
        found = self.database.execute("SELECT * FROM node ORDER BY nid")
        for values in found:
            yield {name: str(v or "") for name, v in zip(names, values, strict=True)}

    def kinds(self) -> dict[str, int]:
        """How many nodes of each kind there are."""
        ask = "SELECT kind, count(*) FROM node GROUP BY kind ORDER BY kind"
        return dict(self.database.execute(ask))

    def body(self, node: Row) -> tuple[str, str]:
        """The text and its summary, in the node's language where there are several."""
        ask = "SELECT value, summary FROM body WHERE nid = ? ORDER BY language != ?"
        values = (node["nid"], node["language"])
        return self.database.execute(ask, values).fetchone() or ("", "")

    def uses(self, nid: str) -> list[Use]:
        """The files that fields name, and those of the media that they name."""
        ask = """SELECT used.field, coalesce(f.address, g.address),
            CASE WHEN used.alt = '' THEN coalesce(m.alt, '') ELSE used.alt END,
            used.title, used.kind FROM used
            LEFT JOIN file f ON f.fid = used.target AND used.kind != 'other'
            LEFT JOIN media m ON m.mid = used.target AND used.kind = 'other'
            LEFT JOIN file g ON g.fid = m.fid
            WHERE nid = ? ORDER BY used.field, used.place"""
        found = self.database.execute(ask, (nid,))
        return [
            Use(address, alt, title, kind)
            for field, address, alt, title, kind in found
            # Of a bare number only the field's name tells what it numbers.
            if address and (kind != "other" or _OF_FILES.search(field))
        ]

    def file(self, fid: str) -> str:
        return self._one("SELECT address FROM file WHERE fid = ?", fid)

    def media(self, uuid: str) -> tuple[str, str]:
        ask = "SELECT address, alt FROM media JOIN file USING (fid) WHERE uuid = ?"
        return self.database.execute(ask, (uuid,)).fetchone() or ("", "")

    def words(self, nid: str) -> list[tuple[str, str]]:
        ask = "SELECT field, value FROM words WHERE nid = ? ORDER BY field, place"
        return list(self.database.execute(ask, (nid,)))

    def aliases(self, nid: str) -> list[str]:
        ask = "SELECT alias FROM alias WHERE nid = ? ORDER BY rowid"
        return [row[0] for row in self.database.execute(ask, (nid,))]

    def terms(self, nid: str) -> list[tuple[str, str]]:
        """Name and vocabulary of each term, those of fields too."""
        ask = "SELECT field, target FROM used WHERE nid = ? AND kind = 'other'"
        named = {
            target
            for field, target in self.database.execute(ask, (nid,))
            if kind_of_field(field.removeprefix("field_")) in {"tags", "categories"}
        }
        ask = "SELECT tid FROM tagged WHERE nid = ?"
        named |= {row[0] for row in self.database.execute(ask, (nid,))}
        ask = """SELECT term.name, coalesce(v.name, term.vocabulary) FROM term
            LEFT JOIN vocabulary v ON v.vid = term.vocabulary WHERE tid = ?"""
        found = (self.database.execute(ask, (tid,)).fetchone() for tid in sorted(named))
        return [row for row in found if row]

    def account(self, uid: str) -> str:
        return self._one("SELECT name FROM account WHERE uid = ?", uid)

    def _one(self, ask: str, value: str) -> str:
        found = self.database.execute(ask, (value,)).fetchone()
        return str(found[0]) if found else ""
