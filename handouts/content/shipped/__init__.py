"""The content and layouts that are shipped with the program, and new projects copied from them."""
