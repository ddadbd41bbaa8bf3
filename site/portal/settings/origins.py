"""For which host are passkeys made, when the site has this address?"""

from ipaddress import ip_address
from urllib.parse import urlsplit

HERE = "localhost"


def passkeys(address: str) -> tuple[str, list[str]]:
    """The host, and the origins that may ask for its passkeys.

    >>> passkeys("https://tin.example.gov.vn")
    ('tin.example.gov.vn', ['https://tin.example.gov.vn'])
    >>> passkeys("http://127.0.0.1:8000")
    ('localhost', ['http://localhost:8000'])
    """
    parts = urlsplit(address)
    host = parts.hostname or HERE
    if is_numbers(host) or host == HERE:
        return HERE, [f"http://{HERE}:{parts.port}" if parts.port else f"http://{HERE}"]
    port = f":{parts.port}" if parts.port else ""
    # In the clear browsers have no passkeys: the origin is what it will be.
    return host, [f"https://{host}{port}"]


def is_numbers(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
