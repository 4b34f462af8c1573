"""Dictionaries of words and patterns: formats, and matching on a vocabulary."""
