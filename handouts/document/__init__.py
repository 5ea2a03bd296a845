"""The content that one reader sees: text, blocks, figures and documents, independent of format and look."""
