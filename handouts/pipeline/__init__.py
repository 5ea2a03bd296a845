"""A request becomes files: planned, read, composed, checked, set, drawn, verified and written."""
