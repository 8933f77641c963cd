"""What stands in a template is said in the language of whoever reads."""

import pytest
from django.template import Context, Engine
from django.utils.safestring import SafeString
from django.utils.translation import override

PAGES = {
    '{% translate "Menu" %}': ("菜单", "Menu"),
    '{% translate "Menu" as word %}[{{ word }}]': ("[菜单]", "[Menu]"),
    "{% translate word %}": ("菜单", "Menu"),
    '{% translate "Menu"|lower %}': ("菜单", "menu"),
    '{% translate "Menu" noop %}': ("Menu", "Menu"),
    '{% translate "<b> 5% & more" %}': ("<b> 5% & more", "<b> 5% & more"),
}


@pytest.mark.parametrize("written", PAGES)
def test_a_page_that_is_read_in_two_languages_says_each_in_its_own(written: str) -> None:
    template = Engine.get_default().from_string(written)
    ours, english = PAGES[written]
    for _again in range(2):
        for language, words in (("zh-hans", ours), ("en", english)):
            with override(language):
                assert template.render(Context({"word": "Menu"})) == words


def test_words_under_a_name_are_safe_as_django_has_them() -> None:
    page = '{% translate "Menu" as word %}'
    template = Engine.get_default().from_string(page)
    for _again in range(2):
        context = Context()
        with override("en"):
            template.render(context)
        assert isinstance(context["word"], SafeString)
