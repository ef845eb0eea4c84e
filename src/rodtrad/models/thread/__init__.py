"""The red thread: the only place where the concepts are joined.

figures.py   every figure, its unit of print and what it is a statement of
rollups.py   rows that add up to totals, in trees of any dimension
budget.py    deviations, budget changes and adjustments
statements.py  the same fact twice, programme totals, equations stated in words
weave.py     all of it together, judged
"""
