"""Attributions found by rules on tagged sentences (the default)."""
