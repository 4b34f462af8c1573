"""Who does what to whom: clauses in which a named actor acts or is acted upon."""
