"""The one row of the bare site."""

from django.db import models


class Note(models.Model):
    """What was sent."""

    text = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.text
