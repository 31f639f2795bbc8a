"""The floor of intake: Django and ninja with nothing but one row inserted by one request."""
