"""What every route shares: problem+json, request ids, security headers."""
