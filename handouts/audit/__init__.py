"""Auditing of finished files from any program: reading, verifying, screen reader transcripts and traces."""
