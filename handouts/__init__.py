"""Structured clinical content in, patient leaflets and teaching decks out."""

__version__ = "0.1.0"
