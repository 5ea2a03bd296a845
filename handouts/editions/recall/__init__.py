"""A recall: every released file that says a thing which must not be said any more, and what replaces it."""

from handouts.editions.recall.notice import NothingReleasedError, Notice, notice_of
from handouts.editions.recall.sheet import sheet_pdf

__all__ = ["NothingReleasedError", "Notice", "notice_of", "sheet_pdf"]
