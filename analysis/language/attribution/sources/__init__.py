"""Sources of attributions: their types, and which names mean the same source."""
