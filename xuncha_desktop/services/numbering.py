"""Numbers of papers and registers: the group's code, the year, the kind's word and a running number."""

from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.services.session import Session, Tx

# The word each kind carries in its numbers; the office's custom, no regulation gives one.
WORDS = {
    "working_paper": "底",
    "interview": "谈",
    "petition": "信",
    "lead": "线",
    "instruction_request": "请",
    "immediate_rectification": "改",
    "feedback": "馈",
    "supervision_notice": "督",
    "rectification_closing": "销",
}


def of_group(tx: Tx, kind: str, group_id: str) -> str:
    """The next number of a kind in a group's round: 临巡二〔2019〕底003号."""
    group = tx.session.table(Group).get(group_id)
    year = tx.session.table(Round).get(group.round_id).year
    return _text(tx, group.code, kind, year)


def of_office(tx: Tx, kind: str, year: int, code: str = "临巡办") -> str:
    """The next number of a kind the office gives in a year."""
    return _text(tx, code, kind, year)


def of_place(tx: Tx, kind: str, group_id: str) -> str:
    """The next number of a kind given here: the group's own in its workspace, the office's in the office's."""
    if tx.session.place.kind != "office":
        return of_group(tx, kind, group_id)
    group = tx.session.table(Group).get(group_id)
    return of_office(tx, kind, tx.session.table(Round).get(group.round_id).year)


def group_of(session: Session) -> Group | None:
    """The one group of a group's workspace; None in an office's, which has several."""
    groups = session.table(Group).where(limit=2)
    return groups[0] if session.place.kind == "group" and len(groups) == 1 else None


def _text(tx: Tx, code: str, kind: str, year: int) -> str:
    return f"{code}〔{year}〕{WORDS[kind]}{tx.next_number(code, kind, year):03d}号"
