"""The verbs of this room, the only writers: each takes a list, a single act is a list of one."""

from fazhi.proceedings.compulsory_measures.actions.proposing import propose_measures
from fazhi.proceedings.compulsory_measures.actions.stepping import take_measure_steps

__all__ = ["propose_measures", "take_measure_steps"]
