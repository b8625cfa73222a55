"""Making the reviewed weights: the order of passages, and how sure to be of the first."""
