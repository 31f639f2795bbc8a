"""Register data of the demonstration: two sub-districts of Zhenhai, as files and as inputs.

Divisions and names of communities are facts of the public code table; persons, firms, shapes,
vehicles, telephones and accounts are invented. README.md says of each file where it comes from.
"""
