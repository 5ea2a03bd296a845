"""Recall notices: every released file with a statement that must be withdrawn, and its replacement."""

from handouts.editions.recall.notice import NothingReleasedError, Notice, notice_of
from handouts.editions.recall.sheet import sheet_pdf

__all__ = ["NothingReleasedError", "Notice", "notice_of", "sheet_pdf"]
