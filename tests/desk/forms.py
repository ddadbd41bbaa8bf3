"""What a browser sends back for a form of the admin that nobody touched."""

from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.blocks import StreamValue


def posted(client: Client, address: str) -> dict[str, list[str]]:
    """Fields of Wagtail's edit form; paragraphs as its script would send them."""
    response = client.get(address)
    page = BeautifulSoup(response.content, "html.parser")
    form = page.select_one("#w-editor-form, [data-edit-form]")
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for value in values(field):
            data.setdefault(field["name"], []).append(value)
    return data | stream(response.context["form"]["body"].value())


def stream(body: StreamValue) -> dict[str, list[str]]:
    data = {"body-count": [str(len(body))]}
    for number, block in enumerate(body):
        assert block.block_type == "paragraph"
        value = block.block.field.widget.format_value(block.value)
        fields = {"deleted": "", "order": number, "type": "paragraph", "id": block.id}
        for name, shown in (fields | {"value": value}).items():
            data[f"body-{number}-{name}"] = ["" if shown is None else str(shown)]
    return data


def values(field: Tag) -> list[str]:
    match field.name:
        case "textarea":
            return [field.text.removeprefix("\n")]
        case "select":
            return [option.get("value", "") for option in field.select("[selected]")]
        case _ if field.get("type") in ("checkbox", "radio"):
            return [field.get("value", "on")] if field.has_attr("checked") else []
        case _ if field.get("type") in ("submit", "button", "file"):
            return []
        case _:
            return [field.get("value", "")]
