"""Finished files, ours or anyone's: read back, verified, heard and traced."""
