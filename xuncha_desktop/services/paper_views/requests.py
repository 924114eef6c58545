"""请示件 from a request: the upward paper, with room for the answer, or with the answer once it is registered."""

from xuncha_desktop.printing.forms.instruction_request import RequestPaper
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.text import Part
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.requests import InstructionRequest, RequestState
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles, requests
from xuncha_desktop.services.form_words import LINE, SHORT_DAY, FormWords, day_words, sentence, written
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session

KIND = "instruction_request"
_HAND = 8  # lines of a blank one
_CONTACT = "联系人：　　　　　电话：　　　　　　　　"  # whom to ask, written in by hand
_OWN = {"answer": "批示", "closing": "妥否，请批示。"}


@paper_of(KIND, InstructionRequest)
def instruction_request(session: Session, request: InstructionRequest) -> RequestPaper:
    """What is asked; number, signer and day stand on it once it was sent."""
    profile = profiles.of_round(session, request.round_id)
    words, names = FormWords(profile, KIND, "请示", _OWN), profiles.Names(session, profile)
    group, unit = session.table(Group).get(request.group_id), names.title("unit", request.unit_id)
    body, sent = names.code("body", request.body), request.state is not RequestState.DRAFT
    title = request.title if request.title.endswith(words.title) else f"关于{request.title}的{words.title}"
    closing = words.text("closing")
    paragraphs = [sentence(text) for text in request.content.splitlines() if text.strip()]
    if not any(text.endswith("请批示。") for text in paragraphs):
        paragraphs.append(closing)
    return RequestPaper(
        marks=Marks(request.type.level, request.number if sent else ""),
        mark=group.name,
        title=title,
        recipients=body,
        text=tuple(Part(text) for text in paragraphs),
        enclosed=(),
        office=group.name,
        issued_on=day_words(request.requested_on) if sent else "",
        signer=request.signer or "",
        remark=f"联系人及电话：{request.contact}" if request.contact else _CONTACT,
        issuer=group.name,
        printed_on=day_words(request.requested_on) if sent else SHORT_DAY,
        keep=(unit, "立行立改"),
        places=(_answer(session, request, f"{body}{words.text('answer')}"),),
    )


@blank_of(KIND)
def blank(profile: Profile, heads: Heads) -> RequestPaper:
    """A 请示 to be written by hand, with room for the answer."""
    words = FormWords(profile, KIND, "请示", _OWN)
    return RequestPaper(
        marks=Marks(InstructionRequest.type.level),
        mark=heads.group or "巡察组",
        title=f"关于{LINE}的{words.title}",
        recipients=LINE,
        text=(Part(written(_HAND)), Part(words.text("closing"))),
        enclosed=(),
        office=heads.group,
        issued_on="",
        signer="　" * 6,
        remark=_CONTACT,
        issuer=heads.group,
        printed_on=SHORT_DAY,
        places=(SignBox(words.text("answer"), 156),),
    )


def _answer(session: Session, request: InstructionRequest, label: str) -> SignBox:
    """Blank, or the answer as registered (代录) with where its original lies."""
    for found in requests.answers(session, request):
        return SignBox(
            label,
            156,
            opinion=found.wording,
            signed_by=found.signer,
            signed_on=day_words(found.decided_on),
            note=f"代录，原件存{found.original_at}",
        )
    return SignBox(label, 156)
