"""What does a browser say that it is, in plain words?

Enough to know one's own devices again; no version, and no list that has to be kept up.
"""

from django.utils.translation import gettext as _

# Each calls itself by the names of those below it, too.
BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/", "Edge/"), "Edge"),
    (("coc_coc_browser/", "CocCoc"), "Cốc Cốc"),
    (("OPR/", "OPT/", "Opera"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("YaBrowser/",), "Yandex"),
    (("Zalo",), "Zalo"),
    (("FBAN/", "FBAV/"), "Facebook"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chromium/", "Chrome/", "CriOS/"), "Chrome"),
    (("Safari/",), "Safari"),
)
SYSTEMS = (
    (("iPhone",), "iPhone"),
    (("iPad",), "iPad"),
    (("Android",), "Android"),
    (("Windows",), "Windows"),
    (("CrOS",), "ChromeOS"),
    (("Macintosh", "Mac OS X"), "Mac"),
    (("Linux", "X11"), "Linux"),
)


def device(agent: str) -> str:
    browser, system = first(BROWSERS, agent), first(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device that does not say what it is")


def first(names: tuple[tuple[tuple[str, ...], str], ...], agent: str) -> str:
    return next((said for marks, said in names if any(m in agent for m in marks)), "")
