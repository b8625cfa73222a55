"""Documents in: upload, report, list."""
