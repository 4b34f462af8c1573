"""Removal of page furniture: rules, headlines, repeated lines."""
