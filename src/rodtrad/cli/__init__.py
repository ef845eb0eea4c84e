"""The command line: show and ask."""
