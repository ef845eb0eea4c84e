"""Numbered checks that doubt the facts and yield findings."""
