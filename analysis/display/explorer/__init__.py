"""The explorer: one page, and one widget, in which a reader chooses what is compared and opens every number."""

EXPLORER_PAGE = "explorer.html"
