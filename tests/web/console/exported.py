"""Reads an exported list back."""

import csv
import io
import re

from django.test import Client


def exported(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of an exported list by the heads of its columns."""
    answer = client.get(address)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(re.sub(r"^(?:.*\r\n){3}", "", text))))
