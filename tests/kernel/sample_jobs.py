"""Jobs for tests: each leaves one dossier, so that effects can be counted."""

import os
import signal
from pathlib import Path

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier


def leave_a_dossier() -> None:
    """Have an effect."""
    Dossier.objects.create(authority="330211004000", kind=DossierKind.CASE, opened_at=clock.now())


def fail_with_a_secret() -> None:
    """Have half an effect, then fail with a text that quotes a person."""
    leave_a_dossier()
    raise ValueError("Key (phone)=(13900000001) of 甄演示 already exists")


def die_once(mark: str) -> None:
    """Have half an effect, then be killed like a process at a power failure: at the first try."""
    leave_a_dossier()
    if not Path(mark).exists():
        Path(mark).write_text("tried")
        os.kill(os.getpid(), signal.SIGKILL)
