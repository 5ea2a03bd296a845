"""Whether a file in hand is the current one, and if not what has changed since."""

from handouts.editions.current.verdict import Verdict, current

__all__ = ["Verdict", "current"]
