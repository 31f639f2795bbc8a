"""What is put in order by itself: places in the log, files without a row, ended sessions."""

import logging
from importlib import import_module

from django.conf import settings

from fazhi.kernel import second_factor
from fazhi.kernel.attachments import damaged, remove_orphans
from fazhi.kernel.jobs import sweep
from fazhi.kernel.login import ATTEMPTS_KEPT, forget_old_attempts
from fazhi.kernel.sequencer import sequence_all
from fazhi.kernel.waiting import forget_unused

log = logging.getLogger(__name__)

_DAY = 24 * 60
_WEEK = 7 * _DAY


@sweep(minutes=1)
def sign_logs() -> None:
    """Give the entries of the last minute their places in the log, and sign its head."""
    sequence_all()


@sweep(minutes=_DAY)
def tidy_attachments() -> None:
    """Remove files that waited in vain for their form, and stored files that no row names."""
    log.info("files of no form were removed", extra={"count": forget_unused()})
    log.info("files without a row were removed", extra={"count": remove_orphans()})


@sweep(minutes=_DAY)
def tidy_sign_ins() -> None:
    """Forget sign-in attempts at the end of their retention, and sessions that ended."""
    log.info("old sign-in attempts were forgotten", extra={"count": forget_old_attempts()})
    count = second_factor.forget_old_attempts(ATTEMPTS_KEPT)
    log.info("old attempts at codes were forgotten", extra={"count": count})
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@sweep(minutes=_WEEK)
def look_for_damage() -> None:
    """Read every stored file again; damage is an error in the log, with the attachments."""
    for damage in damaged():
        for attachment in damage.attachments:
            log.error("a stored file is damaged", extra={"attachment": str(attachment)})
