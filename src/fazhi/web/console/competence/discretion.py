"""The calculator of discretion: what an item may come to under the circumstances on file."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.law.answer import Answer, Text
from fazhi.law.discretion import Circumstances, Harm, HeavierGround, LighterGround
from fazhi.law.facts import Edition
from fazhi.law.facts import PartyKind as LawPartyKind
from fazhi.law.wording import EDITION_LABELS, HEAVIER_LABELS, LENIENCY_LABELS, LIGHTER_LABELS, spans
from fazhi.proceedings.cases.access import READERS
from fazhi.proceedings.cases.precedents import SimilarDecisions, similar_decisions
from fazhi.registers.competence.choices import BenchmarkUnit
from fazhi.registers.competence.discretion import (
    Discretion,
    DiscretionQuestion,
    discretion_of,
    person_of_age,
)
from fazhi.registers.competence.queries import competence_index
from fazhi.registers.parties.choices import PartyKind
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fazhi.registers.competence.models import DiscretionBenchmark

#: Above this nobody is entered; it only catches slips of the keyboard.
_OLDEST = 130


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the range: its name, what it comes to, whether it is open, and who says so."""

    label: Text
    range: Text
    is_open: bool
    is_cut_by_benchmark: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class ShownBenchmark:
    """A benchmark with its tiers in words."""

    benchmark: "DiscretionBenchmark"
    tiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownDiscretion:
    """The room that an item leaves for one kind of party, as pages show it."""

    label: str
    statutory: Text
    parts: tuple[ShownPart, ...]
    benchmarks: tuple[ShownBenchmark, ...]
    must_be_spared: tuple[Answer, ...]
    may_be_spared: tuple[Answer, ...]
    edition: Text
    edition_answer: Answer


class DiscretionForm(PageForm):
    """What a reviewer knows of the act; nothing of it is kept."""

    party_kind = forms.ChoiceField(
        label=gettext_lazy("当事人"), choices=PartyKind.choices, widget=forms.RadioSelect
    )
    age = forms.IntegerField(
        label=gettext_lazy("行为之日的年龄（自然人）"),
        required=False,
        min_value=0,
        max_value=_OLDEST,
    )
    acted_on = forms.DateField(
        label=gettext_lazy("违法行为的日期（不填为今天）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    lighter = forms.MultipleChoiceField(
        label=gettext_lazy("从轻、减轻情形"), required=False, widget=forms.CheckboxSelectMultiple
    )
    heavier = forms.MultipleChoiceField(
        label=gettext_lazy("从重情形"), required=False, widget=forms.CheckboxSelectMultiple
    )
    earlier_on = forms.DateField(
        label=gettext_lazy("最近一次同类处罚的日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    harm = forms.ChoiceField(
        label=gettext_lazy("危害后果"),
        required=False,
        choices=[
            ("", gettext_lazy("未查明")),
            (Harm.NONE.value, gettext_lazy("没有危害后果")),
            (Harm.SLIGHT.value, gettext_lazy("危害后果轻微")),
            (Harm.REAL.value, gettext_lazy("有危害后果")),
        ],
    )
    is_slight = forms.BooleanField(label=gettext_lazy("违法行为轻微"), required=False)
    was_corrected_in_time = forms.BooleanField(label=gettext_lazy("及时改正"), required=False)
    is_first = forms.BooleanField(label=gettext_lazy("初次违法（已查询）"), required=False)
    is_faultless = forms.BooleanField(
        label=gettext_lazy("当事人有证据足以证明没有主观过错"), required=False
    )
    fault_is_not_asked = forms.BooleanField(
        label=gettext_lazy("法律、行政法规对主观过错另有规定"), required=False
    )
    lacks_capacity = forms.BooleanField(
        label=gettext_lazy("行为时不能辨认或者控制自己的行为"), required=False
    )
    has_reduced_capacity = forms.BooleanField(
        label=gettext_lazy("尚未完全丧失辨认或者控制能力"), required=False
    )
    breaks_emergency_measure = forms.BooleanField(
        label=gettext_lazy("已登记所违反的突发事件应对措施"), required=False
    )
    meets_listed_conditions = forms.BooleanField(
        label=gettext_lazy("符合裁量基准写明的不予处罚条件"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the closed lists of the law in the reader's language."""
        super().__init__(*args, **kwargs)
        self.fields["lighter"].choices = _choices(LIGHTER_LABELS)  # type: ignore[attr-defined]
        self.fields["heavier"].choices = _choices(HEAVIER_LABELS)  # type: ignore[attr-defined]

    def question(self, given: "Mapping[str, Any]", today: dt.date) -> DiscretionQuestion:
        """Return what was ticked as the law is asked."""
        acted_on = given["acted_on"] or today
        kind = LawPartyKind(given["party_kind"])
        return DiscretionQuestion(
            party=person_of_age(
                kind, given["age"], acted_on, lacks_capacity=given["lacks_capacity"]
            ),
            day=today,
            acted_on=acted_on,
            circumstances=Circumstances(
                lighter=frozenset(LighterGround(each) for each in given["lighter"]),
                heavier=frozenset(HeavierGround(each) for each in given["heavier"]),
                harm=Harm(given["harm"]) if given["harm"] else None,
                earlier_on=(given["earlier_on"],) if given["earlier_on"] else (),
                **{name: given[name] for name in _TICKED},
            ),
        )


#: The ticks of the form that go to the law under their own names.
_TICKED = (
    "is_slight",
    "was_corrected_in_time",
    "is_first",
    "is_faultless",
    "fault_is_not_asked",
    "has_reduced_capacity",
    "breaks_emergency_measure",
    "meets_listed_conditions",
)


@page()
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show the form; once something is asked, the range, the tiers and similar decisions."""
    today = clock.today()
    seat = request.seat
    power = competence_index(seat.authority, today).powers.get(code)
    if power is None:
        raise NotFoundError(code)
    form = DiscretionForm(request.GET or None, initial={"party_kind": PartyKind.PERSON.value})
    found = form.attempt(
        lambda given: discretion_of(seat.authority, code, form.question(given, today))
    )
    context = {
        "power": power,
        "form": form,
        "found": shown(found) if found else None,
        "similar": _similar(seat, found, today) if found else None,
    }
    return render_page(request, "console/competence/discretion.html", context, status=form.status)


def shown(found: Discretion) -> ShownDiscretion:
    """Return the room that an item leaves in the words of a page."""
    measured = found.range
    statutory = spans(measured.statutory)
    return ShownDiscretion(
        label=str(PartyKind(found.party.value).label),
        statutory=statutory if measured.statutory else Text("–", "–"),
        parts=tuple(
            ShownPart(
                label=LENIENCY_LABELS[each.leniency],
                range=spans(each.ranges),
                is_open=each.is_open,
                is_cut_by_benchmark=each.is_cut_by_benchmark,
                answer=each.answer,
            )
            for each in measured.openings
        ),
        benchmarks=tuple(_benchmark(each) for each in found.benchmarks),
        must_be_spared=tuple(each.answer for each in measured.no_penalty if each.is_duty),
        may_be_spared=tuple(each.answer for each in measured.no_penalty if not each.is_duty),
        edition=EDITION_LABELS[measured.edition or Edition.OF_THE_VIOLATION],
        edition_answer=measured.edition_answer,
    )


def _benchmark(benchmark: "DiscretionBenchmark") -> ShownBenchmark:
    tiers = tuple(
        (
            str(tier.get_level_display()),
            _("不予处罚")
            if tier.is_no_penalty
            else _amounts(tier.amount_min, tier.amount_max, benchmark),
        )
        for tier in benchmark.tiers.all()
    )
    return ShownBenchmark(benchmark, tiers)


def _amounts(least: Any, most: Any, benchmark: "DiscretionBenchmark") -> str:
    low, high = f"{least.normalize():f}", f"{most.normalize():f}"
    amount = high if low == high else f"{low}—{high}"
    return f"{amount} {BenchmarkUnit(benchmark.unit).label}"


def _similar(seat: Seat, found: Discretion, today: dt.date) -> SimilarDecisions | None:
    if not seat.has(*READERS):
        return None
    return similar_decisions(seat, found.power.code, found.party, day=today)


def _choices(labels: "Mapping[Any, Text]") -> list[tuple[str, str]]:
    return [(str(value), said(label)) for value, label in labels.items()]
