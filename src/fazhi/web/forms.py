"""Plain forms that keep what was typed and show what the law refuses.

form = FilingForm(request.POST or None)
case = form.attempt(lambda given: file_case(request.seat, FilingInput(**given)))
if case:
    return go_to("cases:file", case.public_id)
return render_page(request, "cases/filing.html", {"form": form}, status=form.status)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, InputError, RefusalError

if TYPE_CHECKING:
    from fazhi.law.answer import Answer

Result = TypeVar("Result")

UNPROCESSABLE = 422


class PageForm(forms.Form):
    """A form for one action; rendered with `{% include "design/components/form.html" %}`."""

    use_required_attribute = False  # the server's sentence says more than the browser's bubble
    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start without refusals; mark fields with errors for screen readers."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.refusals: tuple[Answer, ...] = ()
        self.is_conflict = False

    def attempt(self, act: Callable[[dict[str, Any]], Result]) -> Result | None:
        """Do the act with what was typed; put what is refused on the form and return None."""
        if not self.is_valid():
            return None
        try:
            return act(self.cleaned_data)
        except RefusalError as refusal:
            self.refusals = refusal.answers
        except InputError as error:
            for name, sentence in error.fields.items():
                self.add_error(name if name in self.fields else None, sentence)
        except ConflictError as error:
            self.is_conflict = True
            self.add_error(None, str(error) or _("内容刚被别人改过，请核对后再提交。"))
        return None

    @property
    def status(self) -> int:
        """The HTTP status with which the page of this form is answered."""
        if self.is_conflict:
            return 409
        return UNPROCESSABLE if self.is_bound and (self.errors or self.refusals) else 200
