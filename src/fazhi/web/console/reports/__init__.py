"""Reports of citizens: the list, one report, a call taken down at the desk."""
