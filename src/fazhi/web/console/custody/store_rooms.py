"""Store-rooms: which there are, what is in each, opening one, counting one."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.evidence.access import CUSTODY_READERS, KEEPERS, get_store_room
from fazhi.capabilities.evidence.actions import open_store_room, record_inventory
from fazhi.capabilities.evidence.inputs import CountedLine, InventoryInput, StoreRoomInput
from fazhi.capabilities.evidence.queries import kept_in, listed_store_rooms
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.web.console.custody.forms import NOBODY, day_field, moment_field
from fazhi.web.console.meetings.choosing import staff_choices
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.evidence.models import Holding


class StoreRoomForm(PageForm):
    """A place where things are kept."""

    name = forms.CharField(label=gettext_lazy("保管场所"), max_length=64)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    keeper = forms.ChoiceField(
        label=gettext_lazy("保管人"), help_text=gettext_lazy("由没有参与调查的人员保管。")
    )
    since = day_field(gettext_lazy("启用日"))

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the staff of today."""
        super().__init__(*args, **kwargs)
        self.fields["keeper"].choices = [NOBODY, *staff_choices(seat, clock.today())]  # type: ignore[attr-defined]

    def given(self) -> StoreRoomInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return StoreRoomInput(
            name=data["name"],
            place=data["place"],
            keeper_id=UUID(data["keeper"]),
            since=data["since"],
        )


class InventoryForm(PageForm):
    """A count of a store-room: two fields for each thing in it."""

    at = moment_field(gettext_lazy("盘点时间"))

    def __init__(self, things: "list[Holding]", *args: Any, **kwargs: Any) -> None:
        """Ask of each thing how much was found and in what state."""
        super().__init__(*args, **kwargs)
        self._things = things
        for each in things:
            words = {"thing": f"{each.number} {each.name}", "quantity": each.quantity}
            self.fields[f"amount_{each.pk.hex}"] = forms.DecimalField(
                label=_("%(thing)s（账面 %(quantity)s）实有数量") % words,
                max_digits=12,
                decimal_places=3,
                min_value=Decimal(0),
            )
            self.fields[f"condition_{each.pk.hex}"] = forms.CharField(
                label=_("%(thing)s 的状况") % words, max_length=200, initial=each.condition
            )

    def given(self, store_room_id: UUID) -> InventoryInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return InventoryInput(
            store_room_id=store_room_id,
            at=data["at"],
            lines=tuple(
                CountedLine(
                    holding_id=each.pk,
                    amount=data[f"amount_{each.pk.hex}"],
                    condition=data[f"condition_{each.pk.hex}"],
                )
                for each in self._things
            ),
        )


@page(*CUSTODY_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the store-rooms with how much is in each."""
    context = {
        "rooms": listed_store_rooms(request.seat),
        "may_keep": request.seat.has(*KEEPERS),
    }
    return render_page(request, "console/custody/store_rooms.html", context)


@page(*KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Open a store-room."""
    form = StoreRoomForm(request.seat, request.POST or None)
    if form.attempt(lambda _given: open_store_room(request.seat, form.given())):
        messages.success(request, _("已登记。"))
        return go_to("custody:store_rooms")
    context = {"form": form, "heading": _("设立保管场所"), "back": "custody:store_rooms"}
    return render_page(request, "console/custody/step.html", context, status=form.status)


@page(*KEEPERS)
def count(request: StaffRequest, store_room_id: UUID) -> HttpResponseBase:
    """Count what is in a store-room."""
    room = get_store_room(request.seat, store_room_id)
    form = InventoryForm(kept_in(room), request.POST or None)
    done = form.attempt(lambda _given: record_inventory(request.seat, form.given(room.pk)))
    if done:
        differing = sum(row.holding.amount != row.amount for row in done if row.holding)
        words = _("盘点 %(count)s 件，账实不符 %(differing)s 件。")
        messages.success(request, words % {"count": len(done), "differing": differing})
        return go_to("custody:store_rooms")
    heading = _("盘点 %(room)s") % {"room": room.name}
    context = {"form": form, "heading": heading, "back": "custody:store_rooms"}
    return render_page(request, "console/custody/step.html", context, status=form.status)
