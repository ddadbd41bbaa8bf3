"""Writes exports of WordPress for tests, as its own exporter writes them."""

from pathlib import Path

OPENING = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Ban Thi đua - Khen thưởng</title>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>2</wp:author_id>
<wp:author_login><![CDATA[thinh]]></wp:author_login>
<wp:author_display_name><![CDATA[Hoàng Quốc Thịnh]]></wp:author_display_name>
</wp:author>
<wp:author><wp:author_login><![CDATA[qt]]></wp:author_login>
<wp:author_display_name><![CDATA[Quản trị viên]]></wp:author_display_name></wp:author>
"""
CLOSING = "</channel></rss>"
UPLOADS = "https://old.example/wp-content/uploads/2020/07"


def post(
    content: str = "Ngày 09/7/2020, Cụm I họp.",
    *,
    number: int = 1,
    title: str = "Cụm I tổ chức Hội nghị",
    status: str = "publish",
    kind: str = "post",
    local: str = "2020-07-13 15:21:00",
    utc: str = "2020-07-13 08:21:00",
    creator: str = "thinh",
    excerpt: str = "",
    more: str = "",
) -> str:
    return f"""<item><title><![CDATA[{title}]]></title>
<link>https://old.example/bai-{number}/</link>
<dc:creator><![CDATA[{creator}]]></dc:creator>
<guid isPermaLink="false">https://old.example/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{local}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{utc}]]></wp:post_date_gmt>
<wp:post_parent>0</wp:post_parent>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_type><![CDATA[{kind}]]></wp:post_type>{more}</item>
"""


def attachment(name: str, *, number: int, alt: str = "", caption: str = "") -> str:
    more = f"""<wp:attachment_url><![CDATA[{UPLOADS}/{name}]]></wp:attachment_url>
{meta("_wp_attachment_image_alt", alt)}"""
    return post(
        "", number=number, status="inherit", kind="attachment", excerpt=caption,
        more=more,
    )  # fmt: skip


def meta(key: str, value: str | int) -> str:
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def term(domain: str, name: str, slug: str = "x") -> str:
    return (
        f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'
    )


def written(path: Path, *items: str) -> Path:
    path.write_text(OPENING + "".join(items) + CLOSING, encoding="utf-8")
    return path
