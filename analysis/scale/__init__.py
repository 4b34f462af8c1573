"""The same pass over tables of any size, in batches, by processes here or on a cluster."""
