"""Builds that do only what changed: what a run read and made, and what of it still stands."""
