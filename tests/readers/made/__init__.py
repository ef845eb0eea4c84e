"""Steering documents of our own making, in the layouts of real ones, with every figure known."""
