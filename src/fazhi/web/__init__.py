"""Everything that speaks HTTP: forms, pages, serializers.

No rules live here, and nothing is written but through actions.
"""
