"""Pages of service: what is to be served, and one document with its tries, forms and periods."""
