"""What tests share: small projects, sample documents, editions and references."""
