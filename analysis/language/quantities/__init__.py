"""Figures in text: values, units, bounds, what is counted."""
