"""What a person was typing when the window locked: kept encrypted under his own key, given back after his login."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuncha_desktop.crypto.primitives import derive, open_sealed, seal
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.attachments import sync_folder
from xuncha_desktop.storage.connection import private, told
from xuncha_desktop.storage.folder import WorkspaceFolder

LIMIT = 32 * 1024 * 1024
"""Bytes of a whole draft; more than every field of a form at its limit."""


def put(session: Session, workspace: Path, draft: Mapping[str, Any]) -> None:
    """Keep a draft (plain JSON values) in place of the one before. Raises `StorageFailed`, `Refused` if too large.

    Where nothing can be written nothing is kept, and nobody is kept from locking; the window has said so throughout.
    """
    if session.read_only:
        return
    raw = canonical(dict(draft))
    if len(raw) > LIMIT:
        raise Refused("未保存的内容过多，无法暂存，请先保存")
    path = _path(session, workspace)
    part = path.with_suffix(".part")
    with told(path):
        try:
            with open(part, "wb", opener=private) as file:
                file.write(seal(_key(session), raw, _aad(session), session.random))
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def get(session: Session, workspace: Path) -> dict[str, Any] | None:
    """The draft this person left here, None if there is none. Raises `Damaged` for one that was altered."""
    if session.read_only and not (workspace / "drafts").is_dir():
        return None
    path = _path(session, workspace)
    with told(path):
        if not path.is_file() or path.is_symlink():
            return None
        raw = path.read_bytes()
    found = strict_json(open_sealed(_key(session), raw, _aad(session)), limit=LIMIT, what="暂存的内容")
    if not isinstance(found, dict):
        raise Damaged("暂存的内容已损坏")
    return found  # pyright: ignore[reportUnknownVariableType]


def clear(session: Session, workspace: Path) -> None:
    """Forget the draft; nothing happens if there is none, or where nothing can be written."""
    if session.read_only:
        return
    path = _path(session, workspace)
    with told(path):
        path.unlink(missing_ok=True)
        path.with_suffix(".part").unlink(missing_ok=True)


def _path(session: Session, workspace: Path) -> Path:
    # The name is derived from the key too, so that the folder does not tell who left something unfinished.
    name = derive(session.keys.signing, "draft-name", length=16).hex()
    return WorkspaceFolder(workspace).drafts / f"{name}.draft"


def _key(session: Session) -> bytes:
    return derive(session.keys.signing, "draft")


def _aad(session: Session) -> bytes:
    return b"draft\0" + session.place.workspace_id.encode()
