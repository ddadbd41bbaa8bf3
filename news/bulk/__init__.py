"""How do very many posts get into a site at once, and nothing of them is missing?

`write` stores what publishing them one by one would have stored, `enter` the same of
new entries of a register; `check` says whether all of it is there.
"""

from .checking import Incomplete, check
from .registers import enter
from .writing import tables, weigh, write

__all__ = ["Incomplete", "check", "enter", "tables", "weigh", "write"]
