"""Indicators (指标): definitions with numerator and base as data.

Each figure opens the records that it was counted from.
"""
