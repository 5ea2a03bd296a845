"""What is said: claims, references, foods, limits, terms, clinics, leaflets and decks, read and typed."""
