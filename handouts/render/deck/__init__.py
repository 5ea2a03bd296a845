"""A deck as a value: a document paged into slides on which everything is placed and measured."""

from handouts.render.deck.deck import Furniture, furniture, paginate
from handouts.render.deck.value import Printed, Slide, Slides, printed

__all__ = ["Furniture", "Printed", "Slide", "Slides", "furniture", "paginate", "printed"]
