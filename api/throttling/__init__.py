"""How much one person, one address and one channel may ask for."""
