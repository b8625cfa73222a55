"""The gate: a frozen set of own questions, asked of the real answerer, compared with what was accepted before."""
