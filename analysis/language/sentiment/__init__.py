"""VADER in arrays, and the encoder of valence and of sentiment toward a target."""
