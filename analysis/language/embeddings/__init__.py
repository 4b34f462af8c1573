"""Word vectors, word2vec files and semantic axes; an encoder of sentences."""
