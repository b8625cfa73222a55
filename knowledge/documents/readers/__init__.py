"""File formats behind one port."""
