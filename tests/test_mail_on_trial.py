"""Whoever sets a portal up learns whether mail leaves it."""

import io
import socket

import pytest
from django.core.management import CommandError, call_command

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def test_mail_that_is_taken_is_told(settings, mailoutbox):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example", 587
    told = io.StringIO()

    call_command("sendtestemail", "hoa@example.org", stdout=told)

    assert mailoutbox[0].to == ["hoa@example.org"]
    assert told.getvalue() == "mail.example:587 has taken the mail.\n"


def test_a_server_that_is_not_there_is_named_in_a_line(settings):
    with socket.socket() as taken:
        # Bound, and not listening: nobody else gets this port meanwhile.
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"127.0.0.1:{settings.EMAIL_PORT}"):
            call_command("sendtestemail", "hoa@example.org")
