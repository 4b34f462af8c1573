"""Arrays in, arrays out: the mathematics, which knows nothing of media and needs numpy and scipy only."""
