"""Attributions found in a dependency parse by spaCy (optional)."""
