"""Leaflets and other documents on paper: layout files read, text broken into lines, blocks placed on pages."""
