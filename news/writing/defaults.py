"""What is known of a new post before its first word is typed?"""

from django.contrib.auth.base_user import AbstractBaseUser

from news.models import ArticlePage, Author, Byline, Organisation


def sign(article: ArticlePage, user: AbstractBaseUser | None) -> None:
    """The byline and the organisation of the person who writes.

    The day of the meeting is not guessed: a wrong one looks like a right one.
    """
    author = Author.objects.filter(user=user).first() if user else None
    if author:
        article.bylines = [Byline(author=author)]
    own = author.organisation if author else None
    article.organisation = article.organisation or own or last_signed(user)


def last_signed(user: AbstractBaseUser | None) -> Organisation | None:
    """An account that is no author of the register writes on for the same body."""
    if user is None:
        return None
    bodies = Organisation.objects.standing().filter(articles__owner=user)
    return bodies.order_by("-articles__pk").first()
