"""Collection of fines (罚款收缴), kept apart from the decision.

Receivables, receipts, clocks on cash, late fines.
"""
