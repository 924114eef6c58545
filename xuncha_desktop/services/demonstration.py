"""Records of a made-up county, stored in bulk; only a workspace that says of itself that it is made up takes them."""

from collections.abc import Sequence
from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles, workspaces
from xuncha_desktop.services.session import Tx
from xuncha_desktop.services.use_case import UseCase, use_case

MAKERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK, Post.LEADER))


@use_case("demonstration.place_core", "写入演示机构数据", compartment=Compartment.CORE, by=MAKERS)
def place_core(tx: Tx, records: Sequence[Record], profile: Profile | None = None) -> None:
    """Store records of one type, and the profile their rounds are bound to."""
    if profile is not None:
        profiles.keep(tx, profile)
    _place(tx, records)


@use_case("demonstration.place_work", "写入演示业务数据", by=MAKERS)
def place_work(tx: Tx, records: Sequence[Record]) -> None:
    """Store records of one type."""
    _place(tx, records)


@use_case("demonstration.place_restricted", "写入演示受限数据", compartment=Compartment.RESTRICTED, by=MAKERS)
def place_restricted(tx: Tx, records: Sequence[Record]) -> None:
    """Store records of one type."""
    _place(tx, records)


PLACES: dict[Compartment, UseCase[..., Any]] = {
    Compartment.CORE: place_core,
    Compartment.WORK: place_work,
    Compartment.RESTRICTED: place_restricted,
}


def _place(tx: Tx, records: Sequence[Record]) -> None:
    if not workspaces.is_demo(tx.session):
        raise Refused("这个工作区不是演示工作区，不能写入演示数据")
    tx.add_many(records)
