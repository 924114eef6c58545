"""The declarations hold together, and every record type of the exchanged compartments is accounted for."""

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.registry import record_type, record_types
from xuncha_desktop.services.packages.collect import EXCHANGED
from xuncha_desktop.services.packages.kinds import FILES, KINDS, STAYING, Custody


def test_every_kind_of_package_is_declared() -> None:
    assert set(KINDS) == set(Kind)


def test_every_record_type_travels_somewhere_or_says_why_not() -> None:
    travelling = {load.type for kind in KINDS.values() for load in kind.loads} | set(FILES.values())
    known = {name for name, type_ in record_types().items() if type_.compartment in EXCHANGED}
    assert known - travelling == set(STAYING)
    assert all(STAYING.values())


def test_a_child_is_declared_after_its_parent_and_by_a_reference_to_it() -> None:
    for kind in KINDS.values():
        seen: list[str] = []
        for load in kind.loads:
            if load.of:
                assert load.of in seen
                assert record_type(load.type).field(load.by).source == load.of
            assert load.type not in seen
            seen.append(load.type)


def test_custody_never_moves_with_what_everybody_needs_to_understand() -> None:
    for kind in KINDS.values():
        assert not [x for x in kind.loads if x.compartment is Compartment.CORE and x.custody is Custody.MOVE]


def test_what_says_why_it_stays_behind_has_a_condition() -> None:
    loads = [load for kind in KINDS.values() for load in kind.loads]
    assert all(bool(load.behind) == (load.ready.sql != "1") for load in loads)
