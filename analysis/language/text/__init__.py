"""Word and sentence boundaries, quotation marks, segments, tokens and house style."""
