"""Actor lists and the matching of names."""
