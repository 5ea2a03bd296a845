"""Readers of finished files, one for each format."""
