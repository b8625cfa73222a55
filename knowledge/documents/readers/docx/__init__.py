"""Word documents (ECMA-376, WordprocessingML)."""
