"""Where something is, as forms ask it: a written place with a point, or with a grid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.places.index import shape_of
from fazhi.registers.places.queries import grids_on
from fazhi.web.forms import PageForm


class SpotForm(PageForm):
    """A place in words; its point comes from the device, or from the middle of the chosen grid."""

    place = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    grid = forms.ChoiceField(
        label=gettext_lazy("所在网格"),
        required=False,
        help_text=gettext_lazy("没有定位时选择；有定位时按定位归入网格。"),
    )
    longitude = forms.FloatField(
        required=False, min_value=70, max_value=140, widget=forms.HiddenInput
    )
    latitude = forms.FloatField(required=False, min_value=0, max_value=60, widget=forms.HiddenInput)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the grids of today."""
        super().__init__(*args, **kwargs)
        self.grids = {str(each.id): each for each in grids_on(seat.authority, clock.today())}
        named = [(key, grid.name) for key, grid in self.grids.items()]
        self.fields["grid"].choices = [("", _("请选择")), *named]  # type: ignore[attr-defined]

    def spot(self) -> Spot | None:
        """Return the place with its point, or None where there is neither point nor grid."""
        data = self.cleaned_data
        if data["longitude"] is not None and data["latitude"] is not None:
            return Spot(data["place"], data["longitude"], data["latitude"])
        if not data["grid"]:
            return None
        middle = shape_of(self.grids[data["grid"]].polygon).representative_point()
        return Spot(data["place"], round(middle.x, 6), round(middle.y, 6))

    def spot_or_refuse(self) -> Spot:
        """Return the place with its point; InputError asks for the grid."""
        spot = self.spot()
        if spot is None:
            raise InputError({"grid": _("请点“用我的位置”，或者选择所在网格。")})
        return spot
