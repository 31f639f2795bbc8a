"""The verbs of evidence: take exhibits, hold things, pass them on, count them, let them go."""

from fazhi.capabilities.evidence.actions.deciding import decide_holdings
from fazhi.capabilities.evidence.actions.devices import (
    record_device_qualifications,
    register_evidence_devices,
)
from fazhi.capabilities.evidence.actions.exhibits import (
    add_exhibit,
    add_exhibit_files,
    add_exhibits,
)
from fazhi.capabilities.evidence.actions.footage import (
    bind_footage,
    erase_footage,
    record_footage,
)
from fazhi.capabilities.evidence.actions.holdings import open_holdings
from fazhi.capabilities.evidence.actions.importing import import_footage
from fazhi.capabilities.evidence.actions.passing_on import (
    answer_hand_overs,
    export_exhibits,
    hand_over_in_custody,
    record_custody_entries,
)
from fazhi.capabilities.evidence.actions.store import (
    deliver_holdings,
    open_store_room,
    receive_holdings,
    record_inventory,
)

__all__ = [
    "add_exhibit",
    "add_exhibit_files",
    "add_exhibits",
    "answer_hand_overs",
    "bind_footage",
    "decide_holdings",
    "deliver_holdings",
    "erase_footage",
    "export_exhibits",
    "hand_over_in_custody",
    "import_footage",
    "open_holdings",
    "open_store_room",
    "receive_holdings",
    "record_custody_entries",
    "record_device_qualifications",
    "record_footage",
    "record_inventory",
    "register_evidence_devices",
]
