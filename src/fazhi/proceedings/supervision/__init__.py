"""Supervision (执法监督): what the rows of all rooms show without anybody reporting it.

Dated supervision rules raise findings by themselves; complaints about conduct and commendations;
the registers behind the zeros of a year; what the team needs; and the eight mechanisms of the
street with the rules that enforce them.
"""
