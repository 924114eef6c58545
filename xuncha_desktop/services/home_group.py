"""What a group's leader finds at home: the instructions from above, and what the papers say to each special focus."""

from collections import defaultdict
from collections.abc import Mapping

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.requests import Instruction, InstructionRequest
from xuncha_desktop.services import home, profiles
from xuncha_desktop.services.home import Figure, Listed
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.working_papers import KIND
from xuncha_desktop.storage.table import ANY

_UNNAMED = "未注明"
_PAPERS = (
    "SELECT p.subject_id, f.{} FROM paper p JOIN finding f ON f.id = p.subject_id WHERE p.kind = ? AND p.state <> ?"
)


def instructions_received(session: Session) -> Listed:
    """What was answered from above, the newest first; what nobody has answered is among the open requests."""

    def note(one: Instruction) -> tuple[str, str, Tone]:
        asked = session.table(InstructionRequest).find(one.request_id)
        said = f"{one.decided_on} {one.signer}" + (f"　{asked.title}" if asked else "")
        return (said, "同意", Tone.DONE) if one.agreed else (said, "不同意", Tone.ALERT)

    return home.first(session, Instruction, ANY, note, order="decided_on DESC, rowid DESC")


def focus_figures(session: Session) -> tuple[Figure, ...]:
    """Papers by what the round looks for first, in the profile's words and order; zeros are shown.

    That is the special focus, or the categories of findings where the regime names no focus. Papers whose finding
    names none, or one of another regime, are counted apart, so that the figures add up to all papers.
    """
    profile = profiles.latest(session)
    words, column = profiles.codes(profile, "special_focus"), "focus"
    if not words:
        words, column = profiles.codes(profile, "finding_category"), "category"
    found = _subjects(session, column, words)
    choices = {code: frozenset(found[code]) for code in (*words, "")}
    told = [_figure(label, choices[code]) for code, label in words.items()]
    return (*told, _figure(_UNNAMED, choices[""])) if choices[""] and words else tuple(told)


def _subjects(session: Session, column: str, words: Mapping[str, str]) -> Mapping[str, set[str]]:
    """The findings that have a paper, by code; a finding has one paper at most."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = session.table(Paper).db.execute(_PAPERS.format(column), (KIND, PaperState.VOID.value)).fetchall()
    for subject, code in rows:
        found[str(code) if code in words else ""].add(str(subject))
    return found


def _figure(name: str, subjects: frozenset[str]) -> Figure:
    live = frozenset(state.value for state in PaperState if state is not PaperState.VOID)
    choices = {"kind": frozenset((KIND,)), "subject_id": subjects, "state": live}
    return Figure(name, len(subjects), Paper.type.name, choices)
