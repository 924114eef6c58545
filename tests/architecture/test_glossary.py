"""The glossary says what the code says."""

from tests.architecture.glossary import GLOSSARY, renewed


def test_the_glossary_names_every_declared_thing_with_its_label() -> None:
    text = GLOSSARY.read_text("utf-8")
    assert text == renewed(text), "run: python -m tests.architecture.glossary"
