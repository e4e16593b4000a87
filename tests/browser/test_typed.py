"""What was typed into a form stays when the reader goes over to the other language."""

from playwright.sync_api import Browser

from tools.browser import Look, visitor
from tools.pages import account
from tools.serving import Site


def test_the_other_language_keeps_what_was_typed(browser: Browser, demo: Site) -> None:
    person = visitor(browser, demo.address, Look(language="en", width=1440))
    person.sign_in(*account("office"))
    person.go("/tasks/4/verify/")
    person.page.fill("[name=text]", "Three contracts were seen.")
    person.page.fill("[name=verified]", "71")
    person.page.check("[name=method][value=visit]")
    for language in ("zh-CN", "en"):
        person.page.click(".who a[hreflang]")
        person.page.wait_for_load_state()
        assert person.page.get_attribute("html", "lang") == language
        assert person.page.input_value("[name=text]") == "Three contracts were seen."
        assert person.page.input_value("[name=verified]") == "71"
        assert person.page.is_checked("[name=method][value=visit]")
    person.go("/tasks/4/verify/")
    assert person.page.input_value("[name=text]") == "", "kept for that one step only"
    assert person.console == []
    person.context.close()
