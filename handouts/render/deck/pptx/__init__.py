"""The PowerPoint writer: slides in, bytes and the record of what went where out."""

from handouts.render.deck.pptx.deck import write_deck

__all__ = ["write_deck"]
