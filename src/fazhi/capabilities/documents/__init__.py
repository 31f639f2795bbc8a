"""Official documents (文书): from template and facts to a sealed file.

Versioned templates, statutory particulars, numbering, rendering, seal and check codes.
"""
