"""A deck as a value: a document paged into slides on which everything is placed and measured."""

from handouts.render.deck.deck import SlideFooters, furniture, paginate
from handouts.render.deck.value import DeckSlide, Slides, UnitPlacement, printed

__all__ = ["DeckSlide", "SlideFooters", "Slides", "UnitPlacement", "furniture", "paginate", "printed"]
