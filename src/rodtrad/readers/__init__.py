"""Turn files and pages into readings and facts."""
