"""Tables of any size: batches, processes and Dask."""
