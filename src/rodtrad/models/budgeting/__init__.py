"""Budgets and four-year plans that are made here: from last year's frame to the new one, step by step."""
