"""Procedures (程序): one file for each, its steps in the order of the law."""
