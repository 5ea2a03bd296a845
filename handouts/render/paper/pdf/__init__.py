"""Pages drawn as PDF with ReportLab's canvas; every shape belongs to an element or an artifact."""

from handouts.render.paper.pdf.copies import with_copies
from handouts.render.paper.pdf.draw import write_leaflet
from handouts.render.paper.pdf.tree import UnfitError

__all__ = ["UnfitError", "with_copies", "write_leaflet"]
