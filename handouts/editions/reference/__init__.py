"""The reference of what people write: JSON Schema, pages and explanations, all from the declared schema."""

# the names of mappings and keys, one a line, so that completion need not load their declarations
NAMES = "names.txt"
