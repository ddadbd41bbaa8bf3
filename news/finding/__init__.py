"""What does a reader see who searches?"""

from .missing import page_not_found
from .views import feed, results, suggestions

__all__ = ["feed", "page_not_found", "results", "suggestions"]
