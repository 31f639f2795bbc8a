"""Issues (事件): what citizens and grids report, until they are told what came of it.

Reports received, issues opened, routed, handled, verified, closed and fed back; visits and
campaigns.
"""
