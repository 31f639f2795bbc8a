"""Staff (队伍): the authority, its units (1+8) and the people who act for it.

Officers with certificates and secondments, groups over grids, duty, absences, vehicles.
"""
