"""An agency sees a request for co-operation by its code: how it stands, and whether it is late."""
