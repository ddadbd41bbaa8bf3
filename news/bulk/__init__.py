"""How do very many posts get into a site at once, and nothing of them is missing?

`write` stores what publishing them one by one would have stored; `check` says whether
all of it is there.
"""

from .checking import Incomplete, check
from .writing import weigh, write

__all__ = ["Incomplete", "check", "weigh", "write"]
