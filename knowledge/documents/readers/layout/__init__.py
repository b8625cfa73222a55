"""Pages on which characters were placed one by one (PDF, OFD) back to lines, rows of tables and paragraphs."""
