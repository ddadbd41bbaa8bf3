"""What does a reader see who searches?"""

from .views import feed, results, suggestions

__all__ = ["feed", "results", "suggestions"]
