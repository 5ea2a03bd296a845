"""Files with one byte changed, which no command may answer with a traceback."""
