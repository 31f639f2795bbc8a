"""Meetings (会议): joint meetings of the office, and collective discussion of cases by its heads.

Agenda, attendance, statements, minutes; each resolution has an owner, a day and a closing proof.
"""
