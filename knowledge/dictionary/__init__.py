"""The reviewed words: those that are shipped, in the files of this folder, and what an installation adds to them."""
