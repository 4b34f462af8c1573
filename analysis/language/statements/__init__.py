"""Which sentences of several texts state the same fact."""
