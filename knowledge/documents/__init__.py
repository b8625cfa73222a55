"""Official documents (公文, laws, guide pages) from files to structured clauses."""
