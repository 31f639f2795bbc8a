"""Forms keep what was typed and show what the law refuses."""

from typing import NoReturn

import pytest
from django import forms
from django.template.loader import render_to_string

from fazhi.kernel.errors import ConflictError, FazhiError, InputError, NotFoundError, RefusalError
from fazhi.web.forms import PageForm
from tests.web.sample_pages import REFUSAL


class FineForm(PageForm):
    fine = forms.IntegerField(label="罚款金额", help_text="以元计")
    note = forms.CharField(label="备注", required=False)


TYPED = {"fine": "300", "note": "<script>alert(1)</script>"}


def test_an_act_gets_what_was_typed_and_its_result_comes_back() -> None:
    form = FineForm(TYPED)

    assert form.attempt(lambda given: given["fine"] + 1) == 301
    assert form.status == 200


def test_an_act_is_not_called_while_a_field_is_wrong() -> None:
    form = FineForm({"fine": "many"})

    assert form.attempt(lambda _: 1) is None
    assert form.status == 422


def test_a_form_that_was_not_sent_is_neither_wrong_nor_done() -> None:
    form = FineForm()

    assert (form.attempt(lambda _: 1), form.status) == (None, 200)


def test_a_refusal_stands_above_the_form_that_keeps_what_was_typed() -> None:
    html = rendered(refused_by(RefusalError([REFUSAL])))

    for words in ("SIM-001", "《行政处罚法》第五十一条", "请转为一般程序。", 'value="300"'):
        assert html.count(words) == 1
    assert "<script>" not in html


def test_input_refused_by_an_action_stands_at_its_field_and_is_tied_to_it() -> None:
    form = refused_by(InputError({"fine": "金额超出范围", "": "整体有误", "other": "另一项有误"}))

    assert form.errors["fine"] == ["金额超出范围"]
    assert form.non_field_errors() == ["整体有误", "另一项有误"]
    assert 'aria-describedby="id_fine_helptext id_fine_error"' in rendered(form)
    assert 'aria-invalid="true"' in rendered(form)


def test_a_conflict_is_answered_with_its_own_status() -> None:
    form = refused_by(ConflictError("内容刚被改过。"))

    assert (form.status, form.non_field_errors()) == (409, ["内容刚被改过。"])


def test_what_a_form_cannot_show_travels_on() -> None:
    with pytest.raises(NotFoundError):
        refused_by(NotFoundError())


def refused_by(error: FazhiError) -> FineForm:
    def act(_: object) -> NoReturn:
        raise error

    form = FineForm(TYPED)
    form.attempt(act)
    return form


def rendered(form: FineForm) -> str:
    return render_to_string("design/components/form.html", {"form": form, "act": "决定"})
