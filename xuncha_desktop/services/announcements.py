"""巡察公告: where a group can be reached, published and posted; one for each group (LX-06-01-04, YULIN-02-01c)."""

from typing import Any

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.preparation import Announcement
from xuncha_desktop.services import days
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

WRITERS = GROUP | {Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK}


@use_case("announcement.draft", "登记巡察公告", by=WRITERS)
def draft(tx: Tx, group_id: str, **values: Any) -> Announcement:
    """Write down where a group can be reached. Raises `Refused` if it has an announcement, `Invalid`.

    What the office prepared stays in the office's hands, so the group writes its own upon it: what it leaves empty it
    takes over, and its own holds from then on (`of_group`).
    """
    group = tx.session.table(Group).get(group_id)
    if standing := of_group(tx.session, group):
        if tx.session.place.kind == "office" or standing.custodian == tx.session.place.workspace_id:
            raise Refused("这个巡察组已经登记了公告，请在原有的公告上修改")
        prepared = {field.name: getattr(standing, field.name) for field in Announcement.type.fields if field.typed}
        values = prepared | {name: value for name, value in values.items() if value}
    unit = tx.session.table(Unit).get(group.unit_id)
    of = {"round_id": group.round_id, "group_id": group.id, "unit_id": unit.id}
    made = tx.new(Announcement, label=f"{group.name}巡察{unit.name}公告", **of, **values)
    _refuse_wrong(tx.session, made)
    return made


@use_case("announcement.correct", "修改巡察公告", by=WRITERS)
def correct(tx: Tx, announcement_id: str, version: int, **values: Any) -> Announcement:
    """Change it, or enter where and when it was published and posted. Raises `Invalid`, `Stale`."""
    changed = tx.change(tx.table(Announcement).get(announcement_id), version, **values)
    _refuse_wrong(tx.session, changed)
    return changed


def of_group(session: Session, group: Group) -> Announcement | None:
    """The announcement of a group: its own goes before the one the office prepared, which it was written upon."""
    found = session.table(Announcement).where(Where("group_id = ?", (group.id,)), order="rowid DESC", limit=1)
    return found[0] if found else None


def _refuse_wrong(session: Session, one: Announcement) -> None:
    for on, label in ((one.issued_on, "发布日期"), (one.posted_on, "张贴日期")):
        if on:
            days.happened(session, on, label)
    if any((one.posted_at, one.posted_on, one.posted_by)) and not all((one.posted_at, one.posted_on, one.posted_by)):
        raise Invalid({"posted_at": "张贴登记要写全地点、日期和张贴人"})
