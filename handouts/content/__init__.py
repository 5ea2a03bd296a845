"""Content: claims, references, foods, limits, terms, clinics, leaflets and decks, read from YAML and typed."""
