"""Sample knowledge: laws of the state and interpretations of them, so that a fresh installation can answer."""
