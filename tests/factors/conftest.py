"""Production's rule, and a clock that stands still."""

from types import SimpleNamespace

import pytest
from django_otp.plugins.otp_totp import models

from .telephone import NOW


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def clock(monkeypatch):
    """The server's, as codes see it."""
    clock = SimpleNamespace(now=NOW, time=lambda: clock.now)
    monkeypatch.setattr(models, "time", clock)
    return clock
