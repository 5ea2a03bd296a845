"""A document and a look become a file."""
