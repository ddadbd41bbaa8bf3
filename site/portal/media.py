"""How are uploads served where no web server stands in front, or none sees them?

Renditions and originals of photos only: attachments go through Wagtail's own view,
which knows who may read them. Nothing served from here can run a script.
"""

import posixpath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve as serve_file

from . import files

PUBLIC_FOLDERS = {"images", "original_images"}


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    # Before the folder is looked at: "images/../documents/x" begins with "images".
    if path != posixpath.normpath(path) or path.startswith(("/", "..")):
        raise Http404
    if path.partition("/")[0] not in PUBLIC_FOLDERS:
        raise Http404
    response = from_where_it_lies(request, path)
    response["Content-Security-Policy"] = files.CLOSED
    return response


def from_where_it_lies(request: HttpRequest, path: str) -> HttpResponseBase:
    if in_a_bucket():
        from .objects import serving

        return serving.serve(request, default_storage, path)
    response = serve_file(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=604800"
    return response


def in_a_bucket() -> bool:
    return hasattr(default_storage, "is_there")
