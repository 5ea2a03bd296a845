"""The PowerPoint writer: it turns slides into the bytes of a file, and a record of where each text unit went."""

from handouts.render.deck.pptx.deck import write_deck

__all__ = ["write_deck"]
