"""The words on screen: which are marked, in code and in templates."""

import pytest

from scripts.messages import words_of_code, words_of_template


def test_marked_words_of_code_are_found() -> None:
    code = 'label = _("案件")\nother = gettext_lazy("事件")\nplain = "不译"\n'

    assert list(words_of_code(code)) == ["案件", "事件"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('{% translate "案件" %}', ["案件"]),
        ("{% trans '案件' %} {% translate \"事件\" %}", ["案件", "事件"]),
        ("{% blocktranslate %}共 {{ count }} 件{% endblocktranslate %}", ["共 %(count)s 件"]),
        (
            "{% blocktranslate trimmed %}\n  请先\n  核实。\n{% endblocktranslate %}",
            ["请先 核实。"],
        ),
    ],
)
def test_marked_words_of_templates_are_found(template: str, words: list[str]) -> None:
    assert list(words_of_template(template)) == words
