"""The money sheets of a plan: survival budget, start-up costs, cost of one thing, cost of one hour, sales forecast,
running costs, and twelve months of cash with break-even.

What is typed is whole pence, whole units and whole minutes, none below nought. What is worked out is an exact
`Fraction` of pence; `pence` rounds it, and only to show or print it. Months are 1 to 12, counted from the first month
of trading. Benefits and wages stand in the survival budget only, so that nothing is counted twice. No sum divides by
nought: where a sum has no answer it is None.
"""
