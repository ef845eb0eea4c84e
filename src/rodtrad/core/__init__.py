"""Amount, period, key, source, shape, relation, finding, words and errors."""
