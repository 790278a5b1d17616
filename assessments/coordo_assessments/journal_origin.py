"""Where an event was written: the module, and a pseudonym of the account.

Both tell the grader of a journal that came from another assignment or another trainee. The
pseudonym is a short digest of the login, the same name that nbgrader gives to a submission: it
can be compared with the ids of a course, and is no secret.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from coordo_assessments.events import EventBase

if TYPE_CHECKING:
    from pathlib import Path

EventT = TypeVar("EventT", bound=EventBase)

_DIGEST_LENGTH = 16
_MAX_NAME_LENGTH = 120
_SHARED_ACCOUNTS = frozenset({"jovyan"})  # of a hub's containers: the same for everybody


def sign_event(event: EventT, folder: Path) -> EventT:
    """Return the event with its module and author; what it carries already stays."""
    origin = {"module": _name_module(folder), "author": build_author(find_login())}
    missing = {key: value for key, value in origin.items() if not getattr(event, key) and value}
    return event.model_copy(update=missing)


@lru_cache(maxsize=4096)
def build_author(login: str) -> str:
    """Build the pseudonym of a login (nbgrader's student id), empty when there is none."""
    if not login:
        return ""
    return hashlib.sha256(f"coordo:{login}".encode(errors="replace")).hexdigest()[:_DIGEST_LENGTH]


def find_login() -> str:
    """The login, as nbgrader names the owner of a submission; empty where all share one."""
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return os.environ.get("JUPYTERHUB_USER", "") if login in _SHARED_ACCOUNTS else login


def _name_module(folder: Path) -> str:
    """The name of the folder, whatever bytes a system put in it."""
    return folder.absolute().name.encode(errors="replace").decode()[:_MAX_NAME_LENGTH]
