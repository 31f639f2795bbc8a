"""Evidence (证据): facts that are clear, and what a device must have gone through."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.facts import DeviceFacts
from fazhi.law.rule import rule_text


def facts_are_clear(*, day: dt.date, is_proved: bool) -> Answer:
    """《行政处罚法》第四十条: nobody is punished on unclear facts (PEN-021)."""
    return rule_text("PEN-021").answer(holds=is_proved, day=day)


def device_is_admissible(device: DeviceFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第四十一条: reviewed, marked, published, audited, told (PEN-022)."""
    return rule_text("PEN-022").judge(
        day,
        {
            "not_legally_reviewed": not device.legally_reviewed,
            "not_technically_reviewed": not device.technically_reviewed,
            "sign_not_visible": not device.sign_visible,
            "location_not_published": not device.location_published,
            "record_not_audited": not device.record_audited,
            "party_not_informed": not device.party_informed,
        },
    )


def instrument_is_calibrated(*, day: dt.date, is_calibrated: bool) -> Answer:
    """《计量法》第九条: what was not calibrated, or failed, is not used to measure (DEV-001)."""
    return rule_text("DEV-001").answer(holds=is_calibrated, day=day)
