"""Does mail leave? Django's command, which says nothing if it does."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import sendtestemail


class Command(sendtestemail.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        way = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        try:
            super().handle(*args, **options)
        except (OSError, SMTPException) as error:
            raise CommandError(f"No mail leaves by {way}: {error}") from error
        self.stdout.write(f"{way} has taken the mail.")
