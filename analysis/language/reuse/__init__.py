"""Text that one article has from another: words as numbers in, pairs and passages out."""
