"""Returns (报表) filled from records: the annual report (年度报告).

People write the narrative around live figures that nobody can type.
"""
