"""What operators found wrong, or said otherwise: proposals to those who answer for the entry."""
