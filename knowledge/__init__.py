"""Policy knowledge: documents in, ranked and checked answers out. Imports neither the service nor the dialogue."""
