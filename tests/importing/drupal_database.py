"""Writes exports of Drupal's tables for tests, in the columns of 7 and of 10."""

import csv
import json
from pathlib import Path
from typing import Any

Tables = dict[str, list[dict[str, Any]]]
WORDS = "<p>Ngày 09/7/2020, Cụm thi đua I – Các tổ chức tín dụng họp.</p>"
SECOND = "<p>Hội nghị tổng kết.</p><p><img src='/sites/default/files/anh/hop.jpg'></p>"
CREATED = 1594628460  # 2020-07-13 15:21 in Vietnam


def of_seven() -> Tables:
    body = {"entity_type": "node", "deleted": 0, "language": "und", "delta": 0}
    node = {"language": "vi", "uid": 1, "created": CREATED}
    return {
        "node": [
            {"nid": 12, "type": "article", "title": "Cụm I họp", "status": 1, **node},
            {"nid": 13, "type": "article", "title": "Tin nháp", "status": 0, **node},
            {"nid": 14, "type": "page", "title": "Liên hệ", "status": 1, **node},
        ],
        "field_data_body": [
            {**body, "entity_id": 12, "body_value": "x", "deleted": 1},
            {**body, "entity_id": 12, "body_value": "x", "entity_type": "comment"},
            {**body, "entity_id": 12, "body_value": WORDS, "body_summary": "Sapo"},
            {**body, "entity_id": 13, "body_value": SECOND, "body_summary": None},
        ],
        "file_managed": [
            {"fid": 5, "uri": "public://2020-07/CumI.jpg", "filename": "CumI.jpg"},
            {"fid": 6, "uri": "public://tep/ke-hoach.pdf", "filename": "KH.pdf"},
        ],
        "field_data_field_image": [
            {
                **body,
                "entity_id": 12,
                "field_image_fid": 5,
                "field_image_alt": "Các đại biểu",
                "field_image_title": "Quang cảnh hội nghị",
            }
        ],
        "field_data_field_tep": [
            {
                **body,
                "entity_id": 12,
                "field_tep_fid": 6,
                "field_tep_display": 1,
                "field_tep_description": "Kế hoạch",
            }
        ],
        "url_alias": [
            {"pid": 1, "source": "node/12", "alias": "tintucsukien/cum-i-hop"},
            {"pid": 2, "source": "taxonomy/term/3", "alias": "tin-tuc"},
        ],
        "taxonomy_index": [{"nid": 12, "tid": 3}, {"nid": 12, "tid": 4}],
        "taxonomy_term_data": [
            {"tid": 3, "vid": 1, "name": "khen thưởng"},
            {"tid": 4, "vid": 2, "name": "Tin tức"},
        ],
        "taxonomy_vocabulary": [
            {"vid": 1, "name": "Thẻ", "machine_name": "tags"},
            {"vid": 2, "name": "Chuyên mục", "machine_name": "chuyen_muc"},
        ],
        "users": [{"uid": 1, "name": "admin"}],
    }


def of_ten() -> Tables:
    body = {"bundle": "article", "deleted": 0, "langcode": "vi", "delta": 0}
    node = {"type": "article", "langcode": "vi", "uid": 1, "created": CREATED}
    return {
        "node": [{"nid": n, "type": "article", "uuid": f"n-{n}"} for n in (12, 13, 14)],
        "node_field_data": [
            {"nid": 12, "title": "Cụm I họp", "status": 1, **node},
            {"nid": 13, "title": "Tin nháp", "status": 0, **node},
            {"nid": 14, "title": "Liên hệ", "status": 1, **node, "type": "page"},
            {"nid": 12, "title": "Cluster I", "default_langcode": 0, **node},
        ],
        "node__body": [
            {**body, "entity_id": 12, "body_value": "x", "langcode": "en"},
            {**body, "entity_id": 12, "body_value": WORDS, "body_summary": "Sapo"},
            {**body, "entity_id": 13, "body_value": SECOND, "body_summary": ""},
        ],
        "file_managed": of_seven()["file_managed"],
        "media": [{"mid": 12, "uuid": "m-12"}],
        "media__field_media_image": [
            {
                **body,
                "entity_id": 12,
                "field_media_image_target_id": 5,
                "field_media_image_alt": "Các đại biểu",
            }
        ],
        "node__field_media": [{**body, "entity_id": 12, "field_media_target_id": 12}],
        "node__field_tep": [
            {
                **body,
                "entity_id": 12,
                "field_tep_target_id": 6,
                "field_tep_display": 1,
                "field_tep_description": "Kế hoạch",
            }
        ],
        # Another post, whose number is that of a medium and of a term.
        "node__field_related": [
            {**body, "entity_id": 13, "field_related_target_id": 12}
        ],
        "path_alias": [
            {"id": 1, "path": "/node/12", "alias": "/tintucsukien/cum-i-hop"},
            {"id": 2, "path": "/user/1", "alias": "/admin"},
        ],
        "node__field_tags": [{**body, "entity_id": 12, "field_tags_target_id": 3}],
        "taxonomy_index": [{"nid": 12, "tid": 4}],
        "taxonomy_term_field_data": [
            {"tid": 3, "vid": "tags", "name": "khen thưởng"},
            {"tid": 4, "vid": "chuyen_muc", "name": "Tin tức"},
            {"tid": 12, "vid": "tags", "name": "không phải"},
        ],
        "users_field_data": [{"uid": 1, "name": "admin"}],
    }


def written(
    folder: Path, found: Tables, *, form: str = "csv", prefix: str = ""
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in found.items():
        path = folder / f"{prefix}{name}.{form}"
        if form == "json":
            path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
            continue
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="NULL")
            writer.writeheader()
            writer.writerows(rows)
    return folder
