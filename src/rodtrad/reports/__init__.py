"""Neutral document trees: what a reader is told, without layout."""
