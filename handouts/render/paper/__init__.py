"""How it looks: layout files read, text measured and broken into lines, blocks placed on pages."""
