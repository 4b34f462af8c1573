"""The version of samestory."""

__version__ = "0.1.0"
