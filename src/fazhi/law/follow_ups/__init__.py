"""Judges of a whole file (全案评查): each reads acts into facts and asks the rules about them.

`measure` asks of sealing and seizure, `enforcement` of demand, enforcement, demolition and
substitute performance, `court` of the application to the court, `payment` of money, remedies and
publication, `referral` of a suspected crime, `on_the_spot` of a decision on the spot. Each judge is
given the law, the file and the place of the act that it judges.
"""
