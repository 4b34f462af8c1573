"""VADER in arrays, and the encoder of valence and of tone toward a target."""
