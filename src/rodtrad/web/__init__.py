"""The web: shows the book, and asks the app; no arithmetic."""
