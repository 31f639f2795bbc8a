"""The forms of a measure: its proposal, and each step, filled with what the file knows."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.law.jurisdiction import load_law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.particulars import Holds, Particular, particular
from fazhi.law.procedure import Step
from fazhi.law.rules.measure_steps import NEEDS
from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind
from fazhi.proceedings.compulsory_measures.drafting import NAMING
from fazhi.proceedings.compulsory_measures.inputs import BasisInput, ItemInput, MeasureStepInput
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureItem

#: What the form of a step asks, in its order; the rest follows from it or from the file.
_ASKED: Mapping[str, tuple[str, ...]] = {
    "approval": ("reasons",),
    "approval_under_urgency": ("reasons",),
    "measure": (
        "is_certificate_shown", "is_notified", "party_present", "tells_reasons", "tells_rights",
        "statement", "record", "signature", "witness", "copies", "is_delivered", "until", "place",
        "keeper",
    ),
    "keeping": ("place", "keeper", "was_used", "was_damaged", "is_compensated"),
    "testing": ("institution", "testing_kind", "until"),
    "extension": ("is_complex", "reasons", "until"),
    "handling": ("disposal", "reasons", "basis", "receiver"),
    "lifting": ("lifting_reason", "reasons"),
    "return_of_items": ("signature", "was_used", "was_damaged", "is_compensated"),
}  # fmt: skip
_DECIDED_BY_HEAD = frozenset({"approval", "approval_under_urgency"})
_TIME = "%Y-%m-%dT%H:%M"
_LINE = 2


class MeasureProposalForm(PageForm):
    """What the officers alone know of a measure: which, on which provision, why, how urgent."""

    key = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("措施"), choices=MeasureKind.choices, widget=forms.RadioSelect
    )
    instrument = forms.CharField(
        label=gettext_lazy("依据的法律、法规"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("写明规定该措施的法律、法规名称，不是处罚的依据。"),
    )
    instrument_kind = forms.ChoiceField(
        label=gettext_lazy("依据的种类"), choices=BasisKind.choices, initial=BasisKind.STATUTE
    )
    article = forms.IntegerField(
        label=gettext_lazy("第几条"), min_value=0, max_value=999, required=False
    )
    paragraph = forms.IntegerField(
        label=gettext_lazy("第几款"), min_value=0, max_value=99, required=False
    )
    gives = forms.BooleanField(
        label=gettext_lazy("已核对原文：该条文规定了这项措施"), required=False
    )
    reasons = forms.CharField(
        label=gettext_lazy("采取措施的理由"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_urgent = forms.BooleanField(
        label=gettext_lazy("情况紧急，需要当场实施"),
        required=False,
        help_text=gettext_lazy("当场实施的，二十四小时内向负责人报告并补办批准手续。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark what the law asks for: it says itself that it is missing, with its article."""
        super().__init__(*args, **kwargs)
        for name in ("instrument", "article", "reasons"):
            self.fields[name].is_owed = True  # type: ignore[attr-defined]

    def basis(self) -> BasisInput:
        """Return the provision as it was entered."""
        data = self.cleaned_data
        return BasisInput(
            instrument=data["instrument"],
            kind=BasisKind(data["instrument_kind"]),
            article=data["article"] or 0,
            paragraph=data["paragraph"] or 0,
            gives=data["gives"],
        )


class MeasureStepForm(PageForm):
    """A step of a measure as the person who takes it fills it in."""

    key = forms.CharField(widget=forms.HiddenInput)
    happened_at = forms.DateTimeField(
        label=gettext_lazy("办理时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_TIME),
        input_formats=[_TIME],
    )

    def __init__(
        self, measure: "CompulsoryMeasure", step: Step, file: MeasureFile, *args: Any, **kwargs: Any
    ) -> None:
        """Offer the fields of the step, filled with what the file and the law know."""
        now = clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
        initial = {"key": uuid4().hex, "happened_at": now, **_known(step.name, file, now.date())}
        super().__init__(*args, initial=initial, **kwargs)
        self._measure, self._step = measure, step
        if step.name in _DECIDED_BY_HEAD:
            self.fields["approved"] = _decision()
        for name in _ASKED[step.name]:
            self.fields[name] = _field(particular(name))
            # The law, not the form, says that it is missing: with its article and what to do.
            self.fields[name].is_owed = name in NEEDS[step.name]  # type: ignore[attr-defined]
        if step.name == "measure":
            self._ask_for_things()
        if step.name in NAMING:
            self.fields["lines"] = _lines(list(measure.items.order_by("number")), step.name, file)
        if step.by == ("officer",):
            self.fields["officers"] = _officers(measure)

    def clean_things(self) -> tuple[ItemInput, ...]:
        """Read the inventory line by line; a line that cannot be read is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["things"].splitlines(), start=1):
            if line.strip():
                found.append(_thing(number, line))
        return tuple(found)

    def given(self) -> MeasureStepInput:
        """Return what was entered as the action takes it."""
        data, name = self.cleaned_data, self._step.name
        says = {key: _as_said(data[key]) for key in _ASKED[name]}
        if "approved" in data:
            says["approved_by_head"] = data["approved"] == "yes"
        return MeasureStepInput(
            key=data["key"],
            measure_id=self._measure.pk,
            step=name,
            happened_at=data["happened_at"],
            says={key: value for key, value in says.items() if value not in (None, "")},
            officer_ids=tuple(UUID(each) for each in data.get("officers", ())),
            items=tuple(self._item(each) for each in data.get("things", ())),
            item_numbers=tuple(int(each) for each in data.get("lines", ())),
        )

    def _ask_for_things(self) -> None:
        self.fields["things"] = forms.CharField(
            label=_("清单"),
            required=False,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_(
                "每行一项，用空格隔开：名称 数量 单位 规格 状况。后两项可以不写，"
                "例如“三轮车 1 辆 红色 八成新”。"
            ),
        )
        for name, label, is_usual in (
            ("are_related", _("所列财物都与违法行为有关"), True),
            ("have_necessities", _("其中有当事人及其所扶养家属的生活必需品"), False),
            ("have_sealed", _("其中有已被其他国家机关查封的"), False),
        ):
            self.fields[name] = forms.BooleanField(label=label, required=False, initial=is_usual)

    def _item(self, item: ItemInput) -> ItemInput:
        data = self.cleaned_data
        return ItemInput(
            name=item.name,
            quantity=item.quantity,
            unit=item.unit,
            specification=item.specification,
            condition=item.condition,
            is_related=data["are_related"],
            is_daily_necessity=data["have_necessities"],
            is_sealed_by_another=data["have_sealed"],
        )


def _known(step: str, file: MeasureFile, day: dt.date) -> dict[str, object]:
    """Return what a form starts with: the lawful last day, two copies, where things are kept."""
    seize = load_law().deadline("SEIZE")
    if step == "measure":
        return {"copies": 2, "until": seize.from_(day).due_on}
    if step == "keeping" and (kept := file.last("keeping") or file.taken):
        return {"place": kept.word("place"), "keeper": kept.word("keeper")}
    if step == "extension" and file.taken:
        facts = file.facts(file.taken.at)
        pauses = [(each.first, each.last) for each in facts.testing if each.told_in_writing]
        return {"until": seize.from_(facts.day, extend=True, pauses=pauses).due_on}
    if step == "lifting" and file.grounds:
        return {"lifting_reason": min(file.grounds).value}
    return {}


def _thing(number: int, line: str) -> ItemInput:
    parts = line.split()
    try:
        quantity = Decimal(parts[1]) if len(parts) > _LINE else Decimal(0)
    except InvalidOperation:
        quantity = Decimal(0)
    if not quantity.is_finite() or quantity <= 0:
        words = _("清单第 %(number)s 行应当写明名称、数量和单位，例如“三轮车 1 辆”。")
        raise forms.ValidationError(words % {"number": number})
    return ItemInput(
        name=parts[0],
        quantity=quantity,
        unit=parts[2],
        specification=parts[3] if len(parts) > _LINE + 1 else "",
        condition=" ".join(parts[4:]),
    )


def _decision() -> forms.Field:
    return forms.ChoiceField(
        label=_("负责人意见"),
        choices=[("yes", _("批准")), ("no", _("不批准"))],
        widget=forms.RadioSelect,
    )


def _lines(items: "list[MeasureItem]", step: str, file: MeasureFile) -> forms.Field:
    """Offer the lines that wait for the step; all of them are ticked."""
    waiting = file.unreturned if step == "return_of_items" else file.held
    named = [
        (str(each.number), f"{each.name} {each.amount}") for each in items if each.number in waiting
    ]
    return forms.MultipleChoiceField(
        label=_("财物"),
        choices=named,
        initial=[number for number, _name in named],
        widget=forms.CheckboxSelectMultiple,
    )


def _officers(measure: "CompulsoryMeasure") -> forms.Field:
    rows = measure.officers.select_related("officer").order_by("id")
    named = [(str(each.officer_id), each.officer.name) for each in rows]
    return forms.MultipleChoiceField(
        label=_("办理人员"),
        choices=named,
        initial=[key for key, _name in named],
        widget=forms.CheckboxSelectMultiple,
    )


def _as_said(value: Any) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def _field(one: Particular) -> forms.Field:
    label = said(one.label)
    if one.holds is Holds.CHOICE:
        words = [(word, said(text)) for word, text in one.choices.items()]
        return forms.ChoiceField(label=label, choices=[("", _("请选择")), *words], required=False)
    if one.holds is Holds.FLAG:
        return forms.BooleanField(label=label, required=False)
    if one.holds is Holds.COUNT:
        return forms.IntegerField(label=label, required=False, min_value=0)
    if one.holds is Holds.DAY:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(label=label, required=False, widget=widget)
    is_long = one.holds is Holds.LONG_TEXT
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000 if is_long else 200,
        widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
    )
