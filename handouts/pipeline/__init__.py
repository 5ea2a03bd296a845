"""From a request to files: plan, read, compose, check, set, draw, verify and write."""
