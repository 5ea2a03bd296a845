"""Rendering: a document and a look become a file."""
