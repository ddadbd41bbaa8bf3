// Nothing yet, as wagtail start leaves it.
