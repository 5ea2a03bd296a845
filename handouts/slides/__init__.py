"""A deck as a value: a document paged into slides on which everything is placed and measured."""

from handouts.slides.deck import Furniture, furniture, paginate
from handouts.slides.value import Printed, Slide, Slides, printed

__all__ = ["Furniture", "Printed", "Slide", "Slides", "furniture", "paginate", "printed"]
