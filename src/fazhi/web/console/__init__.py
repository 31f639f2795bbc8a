"""Pages of staff at a desk: one sub-package for each room, the way in, the inbox, the menu.

A room declares `app_name` and `urlpatterns` in its `urls.py` and is then served under its name; its
list is called `list`, the page of a file `file` and takes the public id. Its templates stand in
`templates/console/<room>/`, its English words in its own `locale`.
"""
