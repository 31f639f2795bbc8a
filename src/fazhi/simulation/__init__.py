"""A year of a sub-district, played through the public actions as people would play it.

Scenarios are YAML; what they make serves demonstration, training, load tests and acceptance.
"""
