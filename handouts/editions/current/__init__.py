"""Whether a file at hand is the current edition, and if not, what has changed since."""

from handouts.editions.current.verdict import Verdict, current

__all__ = ["Verdict", "current"]
