"""Scores in, tables out: comparisons, keyness, word shifts, similarity and corrections."""
