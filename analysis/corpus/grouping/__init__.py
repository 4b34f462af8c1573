"""Articles that name no event, grouped by what their words share and by the days on which they were published."""
