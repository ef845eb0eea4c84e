"""The book on disk: tables derived from the shapes, history, access."""
