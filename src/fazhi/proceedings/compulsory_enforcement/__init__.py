"""Compulsory enforcement (行政强制执行): what happens when a decision is not performed.

A file is bound to the case whose decision it enforces and uses its dossier: demand, decision,
substitute performance, demolition or the court, agreement, suspension and end, step by step.
"""
