"""The content and layouts that come with the program, and projects of one's own that begin with them."""
