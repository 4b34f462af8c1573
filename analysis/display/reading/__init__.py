"""The Read page: the articles of an event side by side, with marks in their texts."""
