"""One frozen record per concept; records point at each other by key."""
