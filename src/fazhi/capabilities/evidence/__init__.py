"""Evidence and custody (证据保管): exhibits, things held, who had them when, recordings, devices.

A dossier is all that is known of a proceeding. A room whose act takes a thing opens the holding in
the same transaction (`open_holdings`, with the act as `origin`) and decides there what becomes of
it. Nothing leaves without a row in the log of custody.
"""
