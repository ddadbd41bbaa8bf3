"""What is known of a new post before its first word is typed?"""

from django.contrib.auth.base_user import AbstractBaseUser

from news.models import ArticlePage, Author, Byline


def sign(article: ArticlePage, user: AbstractBaseUser | None) -> None:
    """The byline and the organisation of the person who writes.

    The day of the meeting is not guessed: a wrong one looks like a right one.
    """
    author = Author.objects.filter(user=user).first() if user else None
    if author is None:
        return
    article.organisation = article.organisation or author.organisation
    article.bylines = [Byline(author=author)]
