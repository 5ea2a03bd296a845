"""A deck as a value: a document paged into slides on which everything is placed and measured."""

from handouts.render.deck.deck import paginate
from handouts.render.deck.footers import SlideFooters, footers_of
from handouts.render.deck.value import DeckSlide, Slides, UnitPlacement, printed

__all__ = ["DeckSlide", "SlideFooters", "Slides", "UnitPlacement", "footers_of", "paginate", "printed"]
