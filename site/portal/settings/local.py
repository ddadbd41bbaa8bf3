"""The portal on one's own machine: production's code path, without its demands.

DEBUG is off and the real server runs; the secret key is made once and kept beside the
database, demo accounts are allowed, and only this machine is answered.
"""

import secrets

from .base import *
from .base import VAR, env

VAR.mkdir(exist_ok=True)
_key = VAR / "secret_key"
if not _key.exists():
    _key.write_text(secrets.token_urlsafe(50))
    _key.chmod(0o600)

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default=_key.read_text())
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO_ACCOUNTS_ALLOWED = True
SERVE_MEDIA = True
