"""Publication (公示): what is made public before and after an act, until when, with what hidden.

The page before the act is built from registers. A decision is published as a copy of its own, made
of allowed fields, once a person has confirmed it; it is hidden at once when the decision falls.
"""
