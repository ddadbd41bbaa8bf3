"""What an editor does at the import's screens, and files to do it with."""

import io
import json
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from news.models import ImportUpload
from tests import build

HEADER = "Submitted by admin on T2, 07/13/2020 - 15:21"
BODY = (
    "Sáng ngày 13/7/2020, Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết "
    "công tác thi đua, khen thưởng sáu tháng đầu năm.\n\nHội nghị đã diễn ra."
)


def page(
    title: str = "Cụm I tổ chức Hội nghị sơ kết", body: str = BODY, header: str = HEADER
) -> bytes:
    return f"{title}\n\n{header}\n\n{body}\n".encode()


def with_photo(name: str = "hoi-nghi.jpg") -> bytes:
    shown = f"\n{name}\nCác đơn vị thảo luận tại hội nghị.\nHội nghị kết thúc."
    return page(body=BODY + shown)


def packed(**files: bytes) -> bytes:
    return packed_as({name.replace("__", "/"): data for name, data in files.items()})


def packed_as(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def stream(body: Any) -> dict[str, Any]:
    """The fields of a body as the browser sends them."""
    sent: dict[str, Any] = {"body-count": f"{len(body)}"}
    for number, block in enumerate(body):
        place = f"body-{number}"
        about = {"deleted": "", "order": f"{number}", "type": block.block_type}
        sent |= {f"{place}-{name}": value for name, value in about.items()}
        value = block.value
        match block.block_type:
            case "paragraph":
                value = block.block.field.widget.format_value(value)
            case "table":
                value = json.dumps(value)
            case _:
                sent |= {f"{place}-value-{name}": value[name] for name in value}
                continue
        sent[f"{place}-value"] = value
    return sent


class Desk:
    """A person before the screens, and the worker behind them."""

    def __init__(self, client: Client, worked: Any) -> None:
        self.client, self.worked = client, worked

    def upload(self, **files: bytes) -> Any:
        sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
        return self.send(sent)

    def send(self, sent: list[SimpleUploadedFile]) -> Any:
        with self.worked(execute=True):
            return self.client.post(reverse("news_import_upload"), {"files": sent})

    def do(self, act: str, upload: ImportUpload, **data: Any) -> Any:
        with self.worked(execute=True):
            return self.client.post(
                reverse(f"news_import_{act}", args=[upload.pk]), data
            )

    def look(self, upload: ImportUpload, **query: str) -> Any:
        return self.client.get(reverse("news_import", args=[upload.pk]), query)

    def put_right(self, draft: Any, **values: Any) -> Any:
        """Send the form of a post as it stands, but for these values."""
        address = reverse("news_import_post", args=[draft.pk])
        form = self.client.get(address).context["form"]
        sent = {name: form[name].value() for name in form.fields if name != "body"}
        if sent["published"]:
            sent["published"] = f"{sent['published']:%d/%m/%Y %H:%M}"
        if sent["event_date"]:
            sent["event_date"] = f"{sent['event_date']:%d/%m/%Y}"
        sent |= stream(form["body"].value()) | values
        sent = {
            name: value for name, value in sent.items() if value not in (None, False)
        }
        return self.client.post(address, sent)


JPEG = build.jpeg()
