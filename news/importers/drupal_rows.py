"""What does a row of one of Drupal's tables say, in the columns that we keep?

Nothing (None), or a missing column (`KeyError`), where the row is of no use.
"""

import re
from typing import Any

Row = dict[str, str]
Found = tuple[Any, ...] | None

_SOURCE = re.compile(r"/?node/(\d{1,10})")


def number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,15}", text.strip(), re.ASCII) else None


def node(row: Row) -> Found:
    if row.get("default_langcode") == "0" or not row["title"].strip():
        return None  # A translation; or Drupal 8's table of keys alone.
    language = row.get("langcode") or row.get("language", "")
    created, uid = row.get("created", ""), row.get("uid", "")
    kind, status = row.get("type", ""), row.get("status", "")
    return number(row["nid"]), kind, language, row["title"], status, uid, created


def body(row: Row) -> Found:
    if row.get("deleted") == "1" or row.get("entity_type", "node") != "node":
        return None
    language = row.get("langcode") or row.get("language", "")
    nid = row.get("entity_id") or row["nid"]
    return number(nid), language, row["body_value"], row.get("body_summary", "")


def file(row: Row) -> Found:
    return number(row["fid"]), row["uri"]


def alias(row: Row) -> Found:
    source = row.get("path") or row["source"]
    match = _SOURCE.fullmatch(source.strip())
    return (match[1], row["alias"]) if match else None


def term(row: Row) -> Found:
    return number(row["tid"]), row["name"], row["vid"]


def tagged(row: Row) -> Found:
    return number(row["nid"]), number(row["tid"])


def account(row: Row) -> Found:
    return number(row["uid"]), row["name"]


def vocabulary(row: Row) -> Found:
    return number(row["vid"]), row.get("machine_name") or row["name"]
