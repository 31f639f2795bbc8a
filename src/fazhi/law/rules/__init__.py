"""Rules (规则): pure questions to the law, a file for each thing that is asked about.

A question takes the law, the day and the facts, and answers in the words of the rule table. It
holds, warns or blocks; it never asks what day it is and never sees a name.
"""
