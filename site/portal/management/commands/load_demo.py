"""Fill the portal with the conference article, its neighbours and three accounts."""

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import environ
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Site

from news.importers import drupal
from news.importers.pages import Importer, runs
from news.importers.pages.registers import organisation_names
from news.models import (
    ArticlePage,
    Author,
    ImportedPost,
    NewsIndexPage,
    Organisation,
    Photo,
)
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from portal.demo import draw, english
from portal.demo.front import arrange_home
from portal.demo.meetings import plan_meetings
from portal.models import BoardIdentity, DemoAccount

FIRST = "conference-article.txt"
CREDIT = "Tranh minh họa"
BOARD = "Ban Thi đua - Khen thưởng"
POSTS = Path(draw.__file__).parent / "posts"
ACCOUNTS = {
    "bien": ("Nguyễn", "Biên", EDITORS),
    "minh": ("Trần", "Minh", MODERATORS),
    "quantri": ("Lê", "Quản Trị", ADMINISTRATORS),
}
IDENTITY = {
    "governing_body": "Ủy ban nhân dân tỉnh · Sở Nội vụ",
    "board_name": "Ban Thi đua - Khen thưởng",
    "responsible_person": "Trưởng Ban Thi đua - Khen thưởng",
    "address": "Số 1, đường Hoa Hồi, thành phố Lạng Sơn (địa chỉ minh họa)",
    "phone": "0205 000 0000",
    "email": "bantin@example.org",
    "introduction": (
        "Ban Thi đua - Khen thưởng tiếp nhận hồ sơ khen thưởng, tin bài và ý kiến của "
        "các cụm, khối thi đua trong giờ hành chính."
    ),
    "reuse_line": "Ghi rõ nguồn “Ban Thi đua - Khen thưởng” khi phát lại thông tin.",
    **english.IDENTITY,
}


class Command(BaseCommand):
    help = (
        "Load the demo posts, and make the accounts bien, minh and quantri. "
        "Their password is DEMO_PASSWORD; without it one is drawn and printed."
    )
    # It is what removes the reason why the check of demo accounts fails.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Demo accounts are not allowed with these settings.")
        call_command("set_up_news", verbosity=0)
        self._name_the_board()
        self._load_posts(NewsIndexPage.objects.main_first().first())
        self._make_accounts()

    def _name_the_board(self) -> None:
        site = Site.objects.get(is_default_site=True)
        BoardIdentity.objects.get_or_create(site=site, defaults=IDENTITY)

    # All or none: a first start that is broken off begins anew the next time.
    @transaction.atomic
    def _load_posts(self, index: NewsIndexPage) -> None:
        # The real article first: the register takes the names as it spells them.
        first, *others = sorted(POSTS.iterdir(), key=lambda path: path.name != FIRST)
        sources = [first, *sorted(others)]
        if ArticlePage.objects.exists():
            return  # Whatever was changed or deleted since is somebody's work.
        importer = Importer("drupal", index, publish=True, as_published=True)
        with TemporaryDirectory() as folder:
            draw.draw_all(Path(folder))
            for path in sources:
                known = organisation_names()
                for document in drupal.read(path, Path(folder), known):
                    importer.save(document)
        runs.end(importer.run)
        # The pictures are drawn: nobody may take one for a photograph.
        Photo.objects.filter(credit="").update(credit=CREDIT)
        arrange_home()
        english.open_english(index, self._conference())
        plan_meetings()
        self.stdout.write(f"Loaded {len(sources)} posts.")

    def _conference(self) -> ArticlePage:
        return ImportedPost.objects.get(
            article__slug__startswith="cum-i-cac-doanh-nghiep-trung-uong",
            article__published_at__year=2020,
        ).article

    @transaction.atomic
    def _make_accounts(self) -> None:
        missing = [
            name
            for name in ACCOUNTS
            if not get_user_model().objects.filter(username=name).exists()
        ]
        if not missing:
            return
        given = environ.Env().str("DEMO_PASSWORD", default="")
        password = given or secrets.token_urlsafe(9)
        for name in missing:
            self._make_account(name, password)
        shown = "DEMO_PASSWORD" if given else password
        self.stdout.write(f"Accounts {', '.join(missing)}: password {shown}")

    def _make_account(self, name: str, password: str) -> None:
        surname, given_name, group = ACCOUNTS[name]
        user: AbstractUser = get_user_model().objects.create_user(
            name,
            email=f"{name}@example.org",
            password=password,
            # The account's full name is shown as "first last": surname first here.
            first_name=surname,
            last_name=given_name,
        )
        user.groups.add(Group.objects.get(name=group))
        # The form signs a new post with them, and with their board.
        board = Organisation.objects.filter(name=BOARD).first()
        Author.objects.create(
            name=f"{surname} {given_name}", organisation=board, user=user
        )
        DemoAccount.objects.create(user=user, password=user.password)
