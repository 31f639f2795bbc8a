"""Names as a stranger may see them."""

_SHORT = 3


def masked(name: str, *, is_organisation: bool) -> str:
    """Mask the name of a person, keep that of an organisation: 张三 is 张*, 欧阳某某 is 欧阳**."""
    if is_organisation:
        return name
    kept = 1 if len(name) <= _SHORT else 2
    return name[:kept] + "*" * (len(name) - kept)
