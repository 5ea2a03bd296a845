"""What one reader sees: text, blocks, figures and documents, free of any format and any look."""
