"""The reader of PowerPoint files."""
