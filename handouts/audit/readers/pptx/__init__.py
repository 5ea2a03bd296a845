"""A reader of PowerPoint files."""
