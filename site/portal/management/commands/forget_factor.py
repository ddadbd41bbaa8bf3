"""Let somebody in again whose telephone is lost."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.factors.losing import forget


class Command(BaseCommand):
    help = (
        "Take every second factor from an account, and the codes on paper. Whoever has "
        "the password then sets up a new one: be sure that it is the person who asks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="of the account")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name!r}.", returncode=2)
        kinds = forget(user)
        told = "had none" if not kinds else "has none any more"
        self.stdout.write(f"{name} {told}; the next sign-in leads to a new one.")
