"""Forced demolition (强制拆除) of illegal buildings: when it may begin, by whose mandate, and how.

The provincial rules on who orders and how it is done were read in a text that may have been revised
(A?), so they warn; the gate of 《行政强制法》第四十四条 blocks.
"""

from fazhi.law.answer import Answer
from fazhi.law.deadline import day_of
from fazhi.law.enforcement_facts import (
    BuildingArea,
    DemolitionFacts,
    MandateFacts,
    OrderingBody,
    RemedyState,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.compulsion import remedies_end
from fazhi.law.rules.compulsory_enforcement import (
    compliance_follows_notice,
    means_are_lawful,
    slot_is_lawful,
)

_URBAN = frozenset({OrderingBody.NATURAL_RESOURCES, OrderingBody.HOLDER_OF_POWER})


def examine_demolition(law: Law, facts: DemolitionFacts) -> tuple[Answer, ...]:
    """Return every answer to a forced demolition that is planned, in the order of the law."""
    day = day_of(facts.slot.starts_at)
    noticed_on = facts.announced_on or day
    return (
        *order_may_be_forced(law, facts),
        *compliance_follows_notice(noticed_on=noticed_on, due_on=facts.self_demolition_due_on),
        *slot_is_lawful(law, facts.slot),
        *means_are_lawful(law, facts.means, day=day),
        *demolition_is_mandated(facts),
        *planning_law_is_cited_rightly(facts),
        *scene_is_prepared(facts),
    )


def order_may_be_forced(law: Law, facts: DemolitionFacts) -> tuple[Answer, ...]:
    """《行政强制法》第四十四条: announced, time to demolish, remedies lapsed (COE-017, T-33).

    The statute speaks of a party that used no remedy; after an order was upheld, lawyers decide.
    """
    day, remedy = day_of(facts.slot.starts_at), facts.remedy
    due_on = facts.self_demolition_due_on
    end = remedies_end(law, served_on=facts.order_served_on, remedies_told=facts.remedies_told)
    unused = remedy is RemedyState.UNUSED
    return rule_text("COE-017").judge(
        day,
        {
            "not_announced": facts.announced_on is None,
            "no_time_to_demolish": due_on is None,
            "still_time_to_demolish": due_on is not None and day <= due_on,
            "demolished": facts.is_demolished,
            "remedies_open": unused and (end is None or day <= end),
            "remedy_pending": remedy is RemedyState.PENDING,
            "overturned": remedy is RemedyState.OVERTURNED,
            "upheld": remedy is RemedyState.UPHELD,
        },
        end=end or "—",
        due=due_on,
    )


def demolition_is_mandated(facts: DemolitionFacts) -> tuple[Answer, ...]:
    """浙江省违法建筑处置规定: who orders, and the mandate of the district (COE-029)."""
    mandate = facts.mandate
    urban = mandate.area is BuildingArea.URBAN
    return rule_text("COE-029").judge(
        day_of(facts.slot.starts_at),
        {
            "wrong_body": urban and mandate.ordered_by not in _URBAN,
            "wrong_body_in_village": not urban
            and mandate.ordered_by is not OrderingBody.TOWN_GOVERNMENT,
            "no_mandate": urban and not _has_mandate(mandate),
        },
        number=mandate.mandate_number,
    )


def planning_law_is_cited_rightly(facts: DemolitionFacts) -> tuple[Answer, ...]:
    """《城乡规划法》第六十五、六十八条: not for a sub-district on its own (T-32)."""
    mandate = facts.mandate
    town = mandate.ordered_by is OrderingBody.TOWN_GOVERNMENT
    return rule_text("T-32").judge(
        day_of(facts.slot.starts_at),
        {
            "article_65": mandate.cites_article_65 and not town,
            "article_68": mandate.cites_article_68 and not _has_mandate(mandate),
        },
    )


def scene_is_prepared(facts: DemolitionFacts) -> tuple[Answer, ...]:
    """浙江省违法建筑处置规定第十七至十九条: notice, witness, inventory, recording (COE-030)."""
    scene, day = facts.scene, day_of(facts.slot.starts_at)
    recorded = scene.has_record and scene.has_photographs and scene.has_video
    return rule_text("COE-030").judge(
        day,
        {
            "notice_incomplete": not (scene.states_time and scene.states_basis),
            "no_time_to_remove": scene.removal_due_on is None or scene.removal_due_on > day,
            "no_notice_to_attend": not scene.notice_to_attend,
            "no_witness": not scene.party_present and not scene.neutral_witness,
            "no_inventory": not scene.has_inventory,
            "not_recorded": not recorded,
        },
    )


def _has_mandate(mandate: MandateFacts) -> bool:
    return bool(mandate.mandate_number) and mandate.mandate_is_of_county_government
