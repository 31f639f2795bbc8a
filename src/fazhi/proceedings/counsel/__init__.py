"""Lawyers from outside (外聘律师): each is invited to one case, reads it masked, and advises.

An invitation ends with its last day, with the closing of the case, or at once when it is revoked.
Every look is kept. A lawyer signs nothing: what he writes is advice, and the legality review stays
with the reviewer of the office (《行政处罚法》第五十八条).
"""
