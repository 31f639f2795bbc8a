"""Pages of requests for co-operation."""
