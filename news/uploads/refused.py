"""How does a file that is not taken say why?"""

from django.utils.functional import Promise


class Refused(Exception):
    """The file is not taken in; `message` tells the person what to do.

    As a string it is one English line for reports and logs.
    """

    def __init__(self, message: str | Promise, code: str, report: str) -> None:
        super().__init__(report)
        self.message = message
        self.code = code
