"""The door through which a WSGI server calls the portal."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

django = get_wsgi_application()

# They read the settings, which Django has loaded by now.
from news.caching.door import in_front  # noqa: E402
from portal.proxies import scheme  # noqa: E402
from portal.watching import is_counting  # noqa: E402
from portal.watching.counting import counted  # noqa: E402
from portal.watching.numbering import numbered  # noqa: E402

application = numbered(in_front(django, scheme()))
if is_counting():
    application = counted(application)

# What has been loaded stays as long as the process: Python need not look through it for
# rubbish, which took a tenth of the time of each page.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
