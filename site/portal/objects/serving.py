"""How does a photo get out of a bucket that nobody but the portal opens?

Renditions to everybody, originals to those who work at the desk; attachments go through
Wagtail's own view, which knows who may read them.
"""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_cache_control

from .reaching import reached, status
from .storage import PUBLIC, Uploads, kind_of

CHUNK = 1 << 16
NOT_THERE, UNCHANGED = 404, 304


def serve(request: HttpRequest, storage: Uploads, name: str) -> HttpResponseBase:
    is_public = name.startswith(PUBLIC)
    if not (is_public or request.user.has_perm("wagtailadmin.access_admin")):
        # As if there were none: whether there is, is nobody's business.
        raise Http404
    response = answer(request, storage, name)
    if is_public:
        patch_cache_control(response, public=True, max_age=604800)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def answer(request: HttpRequest, storage: Uploads, name: str) -> HttpResponseBase:
    known = request.headers.get("If-None-Match")
    with reached():
        try:
            got = found(storage, name, known)
        except ClientError as error:
            match status(error):
                case 304:
                    return HttpResponseNotModified(headers={"ETag": known})
                case 404:
                    raise Http404 from error
            raise
    headers = {"ETag": got["ETag"], "Content-Length": str(got["ContentLength"])}
    # What is no photo is nothing that a browser should open.
    kind = kind_of(name) or "application/octet-stream"
    if request.method == "HEAD":
        got["Body"].close()
        return HttpResponse(content_type=kind, headers=headers)
    return StreamingHttpResponse(parts(got["Body"]), content_type=kind, headers=headers)


def found(storage: Uploads, name: str, known: str | None) -> dict[str, Any]:
    asked = {"Bucket": storage.bucket_name, "Key": name}
    if known:
        asked["IfNoneMatch"] = known
    return storage.connection.meta.client.get_object(**asked)


def parts(body: Any) -> Iterator[bytes]:
    """A bucket that falls silent in the middle cuts the answer short."""
    try:
        yield from body.iter_chunks(CHUNK)
    finally:
        body.close()
