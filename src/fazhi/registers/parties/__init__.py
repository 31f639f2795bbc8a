"""Parties (当事人) of three kinds; their personal data is encrypted row by row.

Natural persons, organisations and individual businesses (个体工商户).
"""
