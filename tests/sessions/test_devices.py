"""A person knows their own devices again by what they are called."""

import pytest
from django.utils import translation

from portal.sessions.devices import device

MOZILLA = "Mozilla/5.0"
GECKO = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = f"{MOZILLA} (Windows NT 10.0; Win64; x64)"
MAC = f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7)"
LINUX = f"{MOZILLA} (X11; Linux x86_64)"
ANDROID = f"{MOZILLA} (Linux; Android 10; K)"
IPHONE = f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
IPAD = f"{MOZILLA} (iPad; CPU OS 18_5 like Mac OS X)"
CHROME = "Chrome/140.0.0.0 Safari/537.36"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (f"{WINDOWS} Gecko/20100101 Firefox/140.0", "Firefox trên Windows"),
        (f"{WINDOWS} {GECKO} {CHROME}", "Chrome trên Windows"),
        (f"{WINDOWS} {GECKO} {CHROME} Edg/140.0.0.0", "Edge trên Windows"),
        (f"{WINDOWS} {GECKO} coc_coc_browser/137.0 {CHROME}", "Cốc Cốc trên Windows"),
        (f"{WINDOWS} {GECKO} {CHROME} OPR/120.0", "Opera trên Windows"),
        (f"{MAC} {SAFARI} Safari/605.1.15", "Safari trên Mac"),
        (f"{LINUX} {GECKO} {CHROME}", "Chrome trên Linux"),
        (f"{MOZILLA} (X11; CrOS x86_64 1) {GECKO} {CHROME}", "Chrome trên ChromeOS"),
        (
            f"{ANDROID} {GECKO} SamsungBrowser/28.0 {CHROME}",
            "Samsung Internet trên Android",
        ),
        (f"{ANDROID} {GECKO} {CHROME} Zalo android/12", "Zalo trên Android"),
        (f"{IPHONE} {SAFARI} Mobile/15E148 Safari/604.1", "Safari trên iPhone"),
        (f"{IPHONE} {SAFARI} CriOS/140.0 Safari/604.1", "Chrome trên iPhone"),
        (f"{IPHONE} {SAFARI} FxiOS/140.0 Safari/604.1", "Firefox trên iPhone"),
        (f"{IPAD} {SAFARI} Safari/604.1", "Safari trên iPad"),
        ("curl/8.5.0", "Thiết bị không rõ loại"),
        ("Windows", "Windows"),
        ("", "Thiết bị không rõ loại"),
        ("<script>\0\ud800" * 99, "Thiết bị không rõ loại"),
    ],
)
def test_a_device_is_called_by_its_name(agent, said):
    with translation.override("vi"):
        assert device(agent) == said
