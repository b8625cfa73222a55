"""Records of the knowledge base: documents, interpretations, revisions, the change log, embeddings."""
