"""Judging records: taking one twice changes nothing, and one custodian's records may come in any order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.records.organisation import Term
from xuncha_desktop.services.packages.merge import Ends, Fate, judge

GROUP, HERE, OTHER = "group", "here", "other"
ENDS = Ends(GROUP, "group", HERE, frozenset({"term"}))
FIRST = Term(
    id="t1",
    origin=GROUP,
    custodian=GROUP,
    version=1,
    created_at=1,
    created_by="u",
    updated_at=1,
    name="第一稿",
    from_on="2016-11-01",
)


def history(names: list[str], *, handed_over: bool) -> list[Term]:
    """The forms one custodian gave a record, the last perhaps with custody handed to us."""
    forms = [replace(FIRST, version=n, name=name) for n, name in enumerate(names, 1)]
    if handed_over:
        forms.append(replace(forms[-1], version=len(forms) + 1, custodian=HERE))
    return forms


def taken(local: Term | None, incoming: list[Term]) -> tuple[Term | None, list[Fate]]:
    fates: list[Fate] = []
    for form in incoming:
        fates.append(judge(form, local, ENDS))
        if fates[-1].written:
            local = form
    return local, fates


FORMS = st.builds(history, st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=6), handed_over=st.booleans())


@given(FORMS.flatmap(lambda forms: st.tuples(st.just(forms), st.permutations(forms + forms))))
def test_any_order_and_any_repetition_ends_with_the_newest_form(drawn: tuple[list[Term], list[Term]]) -> None:
    forms, shuffled = drawn
    local, fates = taken(None, shuffled)
    assert local == forms[-1]
    assert Fate.CONFLICT not in fates


@given(FORMS, st.integers(0, 9), st.sampled_from([GROUP, HERE, OTHER]))
def test_a_second_taking_writes_nothing(forms: list[Term], version: int, custodian: str) -> None:
    start = replace(FIRST, version=version, custodian=custodian) if version else None
    local, _ = taken(start, forms)
    again, fates = taken(local, forms)
    assert again == local
    assert not any(fate.written for fate in fates)


def test_what_we_keep_is_changed_by_nobody_else() -> None:
    ours = replace(FIRST, version=3, custodian=HERE)
    assert judge(replace(ours, version=4, custodian=GROUP), ours, ENDS) is Fate.CONFLICT
    assert judge(replace(ours, version=4), ours, ENDS) is Fate.CONFLICT
    assert judge(replace(ours, version=2, custodian=GROUP, name="旧"), ours, ENDS) is Fate.OLDER
    assert judge(ours, ours, ENDS) is Fate.SAME


def test_a_copy_of_somebody_elses_record_is_changed_only_by_its_custodian() -> None:
    theirs = replace(FIRST, custodian=OTHER)
    assert judge(replace(theirs, version=2, custodian=GROUP), theirs, ENDS) is Fate.CONFLICT
    assert judge(replace(FIRST, version=2), FIRST, ENDS) is Fate.NEWER


def test_two_forms_of_one_version_are_a_conflict() -> None:
    assert judge(replace(FIRST, name="另一个"), FIRST, ENDS) is Fate.CONFLICT


def test_custody_comes_only_with_kinds_that_hand_it_over() -> None:
    handed = replace(FIRST, version=2, custodian=HERE)
    assert judge(handed, FIRST, ENDS) is Fate.NEWER
    assert judge(handed, None, ENDS) is Fate.NEW
    for local in (FIRST, None):
        assert judge(handed, local, replace(ENDS, moving=frozenset())) is Fate.CONFLICT
    assert judge(replace(handed, custodian=OTHER), None, ENDS) is Fate.CONFLICT
