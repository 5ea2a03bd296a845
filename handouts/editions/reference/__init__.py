"""The reference of what people write: JSON Schema, pages and explanations, all from the declared schema."""
