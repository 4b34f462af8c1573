"""General helpers that know nothing of articles."""
