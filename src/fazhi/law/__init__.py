"""The law as dated data and pure functions.

Only the standard library and PyYAML live here: no Django, no clock, no database. Everything takes
the day as an argument and answers with its grounds.
"""
