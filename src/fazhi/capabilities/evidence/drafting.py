"""What the receipt for things given back says, from the rows of the things."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from fazhi.capabilities.documents.rendering import in_words
from fazhi.capabilities.evidence.inputs import DeliveryInput
from fazhi.capabilities.evidence.models import Holding
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.registers.staff.queries import certificates_of, officer_of


def receipt_content(
    seat: Seat, leaving: Sequence[tuple[DeliveryInput, Holding]]
) -> dict[str, object]:
    """Return the content of a receipt: in Chinese, whoever has it made."""
    one = leaving[0][0]
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "recipient": one.receiver.strip(),
            "ground": one.reason.strip(),
            "returned_at": in_words(clock.day_of(one.at)),
            "items": [_item(holding) for _one, holding in leaving],
            "officers": _signer(seat, one),
        }


def _item(holding: Holding) -> dict[str, str]:
    return {
        "number": holding.number,
        "name": holding.name,
        "quantity": holding.quantity or "未写明",
        "condition": holding.condition or "完好情况见盘点记录",
    }


def _signer(seat: Seat, one: DeliveryInput) -> list[dict[str, str]]:
    officer = officer_of(seat)
    if officer is None:
        return [{"name": seat.name, "certificate": "—"}]
    held = certificates_of(seat.authority, clock.day_of(one.at)).get(officer.pk)
    return [{"name": officer.name, "certificate": held.number if held else "—"}]
