"""Where package work happens in a workspace's folder; every folder may be entered by this account only."""

from pathlib import Path

from xuncha_desktop.exchange import media
from xuncha_desktop.services.session import Session


def quarantine(session: Session) -> Path:
    """Foreign packages, before anything has looked into them."""
    return _private(session, "quarantine")


def bench(session: Session) -> Path:
    """Where a package is built."""
    return _private(session, "bench")


def outbox(session: Session) -> Path:
    """Copies of sent packages until their receipt is there, for a second drive."""
    return _private(session, "outbox")


def held(session: Session) -> Path:
    """Sealed sections that wait for somebody with their key."""
    return _private(session, "held")


def _private(session: Session, name: str) -> Path:
    folder = session.files.folder.parent / name
    if not session.read_only:  # there, what is not there holds nothing, and nothing will be put into it
        media.private_folder(folder)
    return folder
