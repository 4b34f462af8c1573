"""Bundles of scores that can be shared: writing them, and keeping text out of them."""
