"""Pages drawn as PDF: ReportLab's canvas, with every shape inside its element or an artifact."""

from handouts.pdf.draw import write_leaflet

__all__ = ["write_leaflet"]
