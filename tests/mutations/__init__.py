"""The shipped content with one thing wrong at a time."""
