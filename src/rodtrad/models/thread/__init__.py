"""The red thread: the only place where the concepts are joined.

figures.py   every figure, its unit of print and what it is a statement of
rule.py      what a rule is: which rows may be related, and how; all of them in rules.py
ground.py    rows with their figures, the places they stand in, and the trees of codes
rollups.py   rows that add up to totals, in trees of any dimension
budget.py    deviations, budget changes and adjustments
statements.py  the same fact twice, programme totals, equations stated in words
weave.py     all of it together, judged
anew.py      the same after some rows have changed, without looking at the others; changed_figures.py,
             found_anew.py and splice.py are its parts
"""
