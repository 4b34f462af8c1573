"""The one pass over text."""
