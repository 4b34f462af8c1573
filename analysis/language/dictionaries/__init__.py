"""Dictionaries of words and patterns: file formats, and matching in texts."""
