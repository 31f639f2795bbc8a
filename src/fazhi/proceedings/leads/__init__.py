"""Leads (线索) and cases of platforms (平台案件): what is handed to the office as a possible case.

Received, then accepted, declined or handed over within the office's own terms (回应时限), each
once; a case may be proposed out of what was accepted.
"""
