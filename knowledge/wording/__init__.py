"""How citizens word a question, read as official documents would: words are added to it, none is taken away."""
