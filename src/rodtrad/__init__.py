"""Rødtråd: every figure of a municipality's steering, with its source and its verdict."""

__version__ = "0.1.0"
