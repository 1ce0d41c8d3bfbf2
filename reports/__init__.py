"""The quarter: facts, figures, documents, review."""
