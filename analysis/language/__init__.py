"""Strings in, arrays out: what a text says, apart from corpora, tables and statistics."""
