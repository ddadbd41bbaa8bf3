"""What do all files of a post have in common?"""


class Unusable(Exception):
    """The file cannot be kept; the message says why in one line."""
