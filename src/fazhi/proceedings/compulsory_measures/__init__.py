"""Compulsory measures (行政强制措施): sealing and seizure, from the approval to the return.

One file for each measure, bound to the dossier of its case: the approval or the urgency, the act at
the scene, the keeping, testing, extension, handling, lifting and return, each gated by the law.
"""
