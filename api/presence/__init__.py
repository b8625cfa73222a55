"""Who of the staff is at the desk just now."""
