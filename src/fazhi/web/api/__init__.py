"""The public, versioned API: one resource a file, described by OpenAPI at `/api/v1/docs`.

Staff come with their session and its CSRF token; citizens report and check without an account.
"""
