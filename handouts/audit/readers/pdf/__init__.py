"""A reader of PDF files."""
