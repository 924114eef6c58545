"""请示 and 批示: a group asks a body about one record; the answer given on paper is registered and travels back."""

from typing import Any

from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.records.requests import (
    ImmediateRectification,
    ImmediateState,
    Instruction,
    InstructionRequest,
    RequestState,
)
from xuncha_desktop.rules.chains import Step
from xuncha_desktop.services import days, numbering, profiles, switches
from xuncha_desktop.services.chains import REGISTRARS
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Table, Where

KIND = "instruction_request"
UNNUMBERED = "待编号"


@use_case("instruction_request.draft", "起草请示", by=GROUP)
def draft(tx: Tx, subject_type: str, subject_id: str, **values: Any) -> InstructionRequest:
    """Write a 请示 about a record; the body asked is the one the record's chain names, unless another is given."""
    subject: Any = _subject(tx, subject_type, subject_id)
    step = consent_step(tx.session, subject.round_id, subject_type)
    given = {"body": step.body if step else "", "requested_on": tx.today.isoformat()} | values
    made = InstructionRequest(
        **tx.head(),
        **InstructionRequest.type.clean(given),
        number=UNNUMBERED,
        round_id=subject.round_id,
        group_id=subject.group_id,
        unit_id=subject.unit_id,
        subject_type=subject_type,
        subject_id=subject_id,
    )
    InstructionRequest.type.validate(made)
    refuse_unknown_codes(tx.session, made)
    return tx.add(made)


@use_case("instruction_request.correct", "修改请示", by=GROUP)
def correct(tx: Tx, request_id: str, version: int, **values: Any) -> InstructionRequest:
    """Change a 请示 that has not been sent. Raises `Refused`, `Stale`."""
    request = tx.table(InstructionRequest).get(request_id)
    if request.state is not RequestState.DRAFT:
        raise Refused("请示已送出，不能再改")
    corrected = tx.change(request, version, **values)
    refuse_unknown_codes(tx.session, corrected)
    return corrected


@use_case("instruction_request.send", "签发请示", by=GROUP)
def send(
    tx: Tx, request_id: str, version: int, requested_on: str, *, signer: str = "", original_at: str = ""
) -> InstructionRequest:
    """Sign and number a 请示, ready for the 请示包. The leader signs, or the liaison enters who signed by hand.

    Raises `NotAllowed` for another post, `Refused` where the place of the signed original is missing, `Stale`.
    """
    request = tx.table(InstructionRequest).get(request_id)
    if request.state is not RequestState.DRAFT:
        raise Refused("请示已经送出")
    values = {
        "signer": _signer(tx, request, signer, original_at),
        "original_at": original_at,
        "requested_on": days.happened(tx.session, requested_on, "请示日期"),
        "number": numbering.of_place(tx, KIND, request.group_id),
    }
    return tx.change(request, version, **values, state=RequestState.SENT)


@use_case("instruction.register", "登记批示", by={Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK})
def register_instruction(tx: Tx, request_id: str, **values: Any) -> Instruction:
    """Enter what a body answered on paper (代录). The scan is hung on the instruction afterwards, see `missing`.

    Raises `NotAllowed`, `Invalid`, `Refused` for another body than the one asked or a day before the 请示.
    """
    request = tx.table(InstructionRequest).get(request_id)
    if request.state is RequestState.DRAFT:
        raise Refused("请示还没有送出，不能登记批示")
    if answers(tx.session, request):
        raise Refused("这份请示已经登记了批示")
    body = values.setdefault("body", request.body)
    if body != request.body:
        asked = profiles.of_round(tx.session, request.round_id).body(request.body).label
        raise Refused(f"这份请示的对象是{asked}，批示机构与此不符")
    _refuse_registrar(tx, request)
    made = Instruction(
        **tx.head(),
        **Instruction.type.clean(values),
        request_id=request.id,
        round_id=request.round_id,
        group_id=request.group_id,
        registered_by=tx.actor.name,
    )
    Instruction.type.validate(made)
    days.happened(tx.session, made.decided_on, "批示日期", after=request.requested_on, what="请示日期")
    return tx.add(made)


def apply_instruction(tx: Tx, instruction: Instruction) -> InstructionRequest:
    """What a 批示 changes in the workspace that asked: the request is answered, an immediate rectification decided.

    The instruction itself stays a copy in the office's custody. Applying it again changes nothing. An answer by a
    body the chain does not name answers the request and opens no gate. Raises `Refused` for an unknown request.
    """
    request = tx.table(InstructionRequest).find(instruction.request_id)
    if request is None or request.state is RequestState.DRAFT:
        raise Refused("批示所答的请示不在本工作区，请核对数据包")
    if request.state is RequestState.ANSWERED:
        return request
    answered = tx.save(request, request.changed(state=RequestState.ANSWERED), reason="收到批示")
    if request.subject_type == ImmediateRectification.type.name:
        _decide_immediate(tx, request, instruction)
    return answered


def consent_step(session: Session, round_id: str, document: str) -> Step | None:
    """The step of a kind's chain that a body takes on paper and that travels as a 请示; None if none is to be taken."""
    step, left_out_by = _consent(session, round_id, document)
    return None if left_out_by else step


def left_out(session: Session, round_id: str, document: str) -> str:
    """Why nobody's consent is asked where the regime would ask for it; empty where it is asked or never was."""
    step, said = _consent(session, round_id, document)
    if step is None or said is None:
        return ""
    body = profiles.of_round(session, round_id).body(said.body).label
    return f"“{step.label}”已由{body}{said.decided_on}决定停用"


def answers(session: Session, request: InstructionRequest) -> list[Instruction]:
    """What was answered, oldest first."""
    return session.table(Instruction).where(Where("request_id = ?", (request.id,)))


def missing(session: Session, instruction: Instruction) -> list[str]:
    """What still has to be added before the instruction is worth sending back."""
    request = session.table(InstructionRequest).get(instruction.request_id)
    step = consent_step(session, request.round_id, request.subject_type)
    return [] if scanned(session, instruction) or not (step and step.scan) else ["批示原件扫描件"]


def scanned(session: Session, owner: Record) -> bool:
    """Whether a file hangs on a record of the work compartment."""
    return session.table(Evidence).count(Where("owner_id = ?", (owner.id,))) > 0


def unanswered(session: Session) -> list[InstructionRequest]:
    """Requests sent to which no instruction is registered here, oldest first: the office's list of what to present."""
    waiting = Where(
        "state = ? AND NOT EXISTS (SELECT 1 FROM instruction i WHERE i.request_id = instruction_request.id)",
        (RequestState.SENT.value,),
    )
    return session.table(InstructionRequest).where(waiting, order="requested_on, rowid")


def _consent(session: Session, round_id: str, document: str) -> tuple[Step | None, Decision | None]:
    """The step of a kind's chain at which consent is asked for by a 请示, and the decision that leaves it out."""
    chain = profiles.of_round(session, round_id).chain_for(document)
    for step in chain.steps if chain else ():
        if chain and step.on_paper and step.travels_as == KIND:
            return step, switches.step_off(session, round_id, chain, step)
    return None, None


def _subject(tx: Tx, subject_type: str, subject_id: str) -> Record:
    type_ = record_type(subject_type)
    if type_.compartment is not Compartment.WORK:
        raise Refused("受限内容的请示不在工作区办理")
    table: Table[Any] = Table(tx.db, type_)
    return table.get(subject_id)


def _signer(tx: Tx, request: InstructionRequest, signer: str, original_at: str) -> str:
    if tx.actor.posts & _signing_posts(tx.session, request):
        return tx.actor.name
    if not (tx.actor.posts & REGISTRARS and signer.strip()):
        raise NotAllowed("请示由组长签发；由组长手写签发的，可由联络员代录")
    if not original_at.strip():
        raise Refused("代录手写签发须写明原件存放处")
    return signer


def _signing_posts(session: Session, request: InstructionRequest) -> frozenset[str]:
    """Who signs: the posts of the step before the body's; the leader where no chain says so."""
    chain = profiles.of_round(session, request.round_id).chain_for(request.subject_type)
    step = consent_step(session, request.round_id, request.subject_type)
    if chain is None or step is None or chain.position(step.id) == 0:
        return frozenset((Post.LEADER.value,))
    return frozenset(chain.steps[chain.position(step.id) - 1].by)


def _refuse_registrar(tx: Tx, request: InstructionRequest) -> None:
    step = consent_step(tx.session, request.round_id, request.subject_type)
    if step and not {post.value for post in tx.actor.posts} & set(step.registered_by):
        raise NotAllowed("这类批示不由您的岗位登记")


def _decide_immediate(tx: Tx, request: InstructionRequest, instruction: Instruction) -> None:
    record = tx.table(ImmediateRectification).find(request.subject_id)
    step = consent_step(tx.session, request.round_id, request.subject_type)
    wrong_body = step is not None and instruction.body != step.body
    if record is None or record.state is not ImmediateState.REQUESTED or wrong_body:
        return
    state = ImmediateState.CONSENTED if instruction.agreed else ImmediateState.DECLINED
    consent_on = instruction.decided_on if instruction.agreed else None
    tx.save(record, record.changed(state=state, consent_on=consent_on), reason="收到批示")
