"""What a bundle may say of a text: attacks on bundles, and the protection that makes them fail."""
