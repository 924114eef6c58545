"""A profile taken apart for changing: every part has a word, every value can be put back, no article is borrowed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from xuncha_desktop.rules import editing
from xuncha_desktop.rules.editing import Branch, Node, Value, ValueKind
from xuncha_desktop.rules.edition_checks import access_issues, edition_issues
from xuncha_desktop.rules.field_words import SECTION_WORDS, choice_word, field_word
from xuncha_desktop.rules.profile import Profile, examined
from xuncha_desktop.rules.reading import declared
from xuncha_desktop.rules.shipped import shipped_profile

LIXIAN = shipped_profile("lixian")


def types_in(kind: Any, seen: set[Any]) -> set[Any]:
    found = editing.unwrapped(kind).kind
    if found in seen or not isinstance(found, type):
        return seen
    seen.add(found)
    for _, hint in declared(found) if is_dataclass(found) else ():
        types_in(hint, seen)
    return seen


def values(branches: tuple[Branch, ...]) -> Iterator[Value]:
    for branch in branches:
        for node in branch.nodes:
            yield from node.values
            yield from values(node.branches)


def node(title: str, section: str) -> Node:
    branch = next(one for one in editing.sections(LIXIAN.plain()) if one.path == (section,))
    return next(one for one in branch.nodes if one.title == title)


def value(found: Node, name: str) -> Value:
    return next(one for one in found.values if one.path[-1] == name)


def test_every_field_and_every_choice_of_every_part_has_a_word() -> None:
    kinds = types_in(Profile, set())
    assert len(kinds) > 40
    for kind in kinds:
        if kind is Profile:
            assert {item.name for item, _ in declared(kind)} <= {*SECTION_WORDS, *editing.KEPT}
        elif is_dataclass(kind):
            assert all(field_word(item.name) for item in fields(kind) if item.name != "content")
        elif hasattr(kind, "__members__"):
            assert all(choice_word(one) != one.value for one in kind)


def test_taking_a_profile_apart_and_putting_each_value_back_changes_nothing() -> None:
    content = LIXIAN.plain()
    found = list(values(editing.sections(content)))
    assert len(found) > 1_000
    for one in found[::97]:
        if one.value is not None:
            made, issues = examined(editing.with_value(content, one.path, one.value))
            assert not issues
            assert made is not None


def test_a_value_knows_its_kind_and_what_it_may_be() -> None:
    plan = node("报送整改方案", "deadlines")
    assert value(plan, "amount").kind is ValueKind.NUMBER
    assert ("working_day", "个工作日") in value(plan, "unit").choices
    assert dict(value(plan, "responsible").choices)["unit"] == "被巡察单位"
    assert value(plan, "addressees").kind is ValueKind.MANY
    assert value(plan, "formal").kind is ValueKind.FLAG
    assert "六、（四）" in dict(value(plan, "article").choices)


def test_a_path_is_said_in_words() -> None:
    plan = node("报送整改方案", "deadlines")
    assert editing.spoken(LIXIAN.plain(), (*plan.path, "amount")) == "期限 › 报送整改方案 › 数量"


def test_an_amount_changed_under_the_same_article_is_refused_at_its_standing() -> None:
    plan = node("报送整改方案", "deadlines")
    changed = editing.with_value(LIXIAN.plain(), (*plan.path, "amount"), 15)
    (issue,) = edition_issues(LIXIAN.plain(), changed)
    assert issue.path == (*plan.path, "standing")
    assert "不能仍作条文" in issue.sentence


@pytest.mark.parametrize(("standing", "article"), [("custom", None), ("inferred", "六、（四）")])
def test_an_amount_changed_and_owned_up_to_is_accepted(standing: str, article: str | None) -> None:
    plan = node("报送整改方案", "deadlines")
    changed = editing.with_value(LIXIAN.plain(), (*plan.path, "amount"), 15)
    changed = editing.with_value(changed, (*plan.path, "standing"), standing)
    changed = editing.with_value(changed, (*plan.path, "article"), article)
    changed = editing.with_value(changed, (*plan.path, "note"), "县委2021年起按15个工作日掌握")
    assert edition_issues(LIXIAN.plain(), changed) == []
    made, issues = examined(changed)
    assert not issues
    assert made is not None
    assert made.deadline("rectification_plan").amount == 15


def test_a_trigger_that_was_the_articles_cannot_be_changed_and_stay_the_articles() -> None:
    rule = next(
        one for one in LIXIAN.deadlines if one.trigger_standing.value == "article" and one.standing == "article"
    )
    place = ("deadlines", LIXIAN.deadlines.index(rule))
    other = next(one.id for one in LIXIAN.events if one.id != rule.trigger)
    changed = editing.with_value(LIXIAN.plain(), (*place, "trigger"), other)
    found = {one.path[-1] for one in edition_issues(LIXIAN.plain(), changed)}
    assert found == {"standing", "trigger_standing"}


def test_articles_doubts_and_the_text_s_own_name_are_not_the_office_s_to_change() -> None:
    content = LIXIAN.plain()
    content["articles"] = [*content["articles"], {"number": "第九十九条", "gist": "自拟"}]
    content["defects"] = []
    content["about"] = {**content["about"], "cites": "某办法", "name": "本县规则", "edition": 2}
    found = [one.path for one in edition_issues(LIXIAN.plain(), content)]
    assert found == [("articles",), ("defects",), ("about", "cites")]


def test_an_article_nobody_wrote_is_refused_by_the_loader() -> None:
    plan = node("报送整改方案", "deadlines")
    _, issues = examined(editing.with_value(LIXIAN.plain(), (*plan.path, "article"), "第九十九条"))
    assert [one.path for one in issues] == [(*plan.path, "article")]


def test_what_a_post_opens_cannot_be_changed_here() -> None:
    content = LIXIAN.plain()
    content["posts"][0] = {**content["posts"][0], "access": {**content["posts"][0]["access"], "opens": ["core"]}}
    assert [one.path for one in edition_issues(LIXIAN.plain(), content)] == [("posts", 0, "access")]
    assert not any("opens" in one.path for one in values(editing.sections(content)))


def test_a_post_that_opens_more_than_ours_is_found() -> None:
    content = LIXIAN.plain()
    known = {post["id"]: post["access"] for post in content["posts"]}
    assert access_issues(known, content) == []
    content["posts"][-1]["access"]["reporter"] = True
    known[content["posts"][-1]["id"]] = {"opens": ["core", "work", "restricted", "conduct"]}
    assert [one.path for one in access_issues(known, content)] == [("posts", len(content["posts"]) - 1, "access")]


def test_a_step_taken_out_of_a_chain_of_the_article_asks_for_another_ground() -> None:
    chain = next(one for one in LIXIAN.chains if len(one.steps) > 2)
    place = ("chains", LIXIAN.chains.index(chain))
    fewer = editing.without_entry(LIXIAN.plain(), (*place, "steps", 1))
    if chain.standing.value == "article":
        assert [one.path for one in edition_issues(LIXIAN.plain(), fewer)] == [(*place, "standing")]
    else:
        assert edition_issues(LIXIAN.plain(), fewer) == [] or chain.standing.value == "inferred"


def test_a_new_entry_is_the_office_s_custom_and_asks_for_what_is_missing() -> None:
    content, place = editing.with_entry(LIXIAN.plain(), ("deadlines",))
    made, issues = examined(content)
    assert made is None
    assert {one.path for one in issues} >= {(*place, "label"), (*place, "trigger"), (*place, "responsible")}
    assert content["deadlines"][-1] == {"id": "own_1", "standing": "custom"}
    _, second = editing.with_entry(content, ("deadlines",))
    assert second == ("deadlines", place[1] + 1)  # pyright: ignore[reportOperatorIssue]


def test_an_entry_whose_name_was_emptied_is_called_by_its_place_and_not_by_its_code() -> None:
    path = ("deadlines", 2)
    content = editing.with_value(LIXIAN.plain(), (*path, "label"), "")
    assert editing.spoken(content, path).endswith("› 第3项")
