"""Readers of finished files, one a format."""
