"""Sessions in the database, as Django keeps them, each with its account.

All web servers read the same rows: what is deleted on one opens nothing on the others.
"""

import re
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Stored

NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


class SessionStore(Stored):
    # When it was seen last, as its row says: known once it was read.
    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type:
        from .models import SignIn

        return SignIn

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()
        self.seen_at = row and row.seen_at
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        account = str(data.get(SESSION_KEY))
        row.user_id = int(account) if NUMBER.fullmatch(account) else None
        return row
