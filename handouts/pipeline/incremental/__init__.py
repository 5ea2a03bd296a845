"""Incremental builds: records of what a build read and made, and which of its results are still up to date."""
