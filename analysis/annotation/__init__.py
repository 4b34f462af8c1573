"""Language applied to a corpus: the one pass over the text and the layers computed from it."""
