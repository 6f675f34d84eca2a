"""One rule per sort of negative; each takes a read sentence and yields drafts.

A draft's weight is also its plausibility: an estimate by hand, not a probability. It starts from how well the rule's
sort of exchange usually reads (an own mix-up 0.9, a fitting contrast 0.85, a counted noun 0.4, a moved adjective 0.3),
falls with the place of the new word in its set (packs list the commonest first), is halved for words that may both be
true, and is cut to a third where a swap puts a thing in the place of someone who acts. The `*_sense` modules, `sizes`
and `demands` push what hardly anyone would say below `drafts.FLOOR`, where the guard makes it a suspect.
"""
