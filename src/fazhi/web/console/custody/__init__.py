"""Custody at a desk: things held and their log, store-rooms, recordings, devices."""
