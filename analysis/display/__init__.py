"""What notebooks call: sentences from tables, formatted tables, figures, saved files."""
