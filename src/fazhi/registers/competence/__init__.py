"""Competence (职权): who may and must do what.

Enforcement powers (执法事项) with dated claims, discretion benchmarks (裁量基准), issue categories
and the duty list (职责清单).
"""
