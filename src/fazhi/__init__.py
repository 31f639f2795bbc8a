"""Fazhi (法治): the working system of a Chinese sub-district office."""
