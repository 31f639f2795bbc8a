"""Settings from the environment, URLs and the WSGI entry: imported by nobody."""
