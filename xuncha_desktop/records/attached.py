"""What every attached file says of itself, in whichever compartment it lies."""

from dataclasses import dataclass

from xuncha_desktop.records.fields import code, count, inner, json, line
from xuncha_desktop.records.registry import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile(Record):
    """Who gave it, how many pages, original or copy, and what opens the ciphertext."""

    owner_type: str = inner("所属类型")
    owner_id: str = inner("所属记录", limit=36)
    position: int = count("序号", typed=False, listed=True)
    name: str = line("名称", limit=80, listed=True)
    form: str = code("原件或复印", "evidence_form", listed=True)
    pages: int | None = count("页数", default=None, listed=True)
    provider: str | None = line("提供人", default=None, limit=50, listed=True)
    original_at: str | None = line("原件存放处", default=None)
    media_type: str = line("文件类型", typed=False)
    size: int = count("字节数", typed=False)
    file: str = inner("密文摘要", limit=64)
    key: str = json("文件密钥")
