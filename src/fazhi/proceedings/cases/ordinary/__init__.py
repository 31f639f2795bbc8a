"""Ordinary cases (普通程序案件): the steps on file as the law reads them, and their effects.

Every step goes through one action (`actions.ordinary.take_steps`) and one gate of the law. Service,
payment and collective discussion are recorded in their own rooms and stand in the file as well.
"""
