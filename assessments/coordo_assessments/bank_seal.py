"""Seals a private bank into one file for a shared drive, and opens it again.

The file is a JSON line in clear (format, scrypt's cost and salt, nonce) and, after it, the files
of the folder under AES-256-GCM (``cryptography``), with that line authenticated too: a wrong
passphrase, a byte changed anywhere or a file cut short opens nothing. Plaintext is written beside
its place and renamed once whole.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from coordo_simulation.references import Closed
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import Base64Bytes, Field, TypeAdapter, ValidationError

LEAST_PASSPHRASE = 12
_COST = 2**16  # with r=8: 64 MiB, and a fraction of a second for each try
_LARGEST_COST = 2**20
_LARGEST_FILE = 200_000_000
_FILES: TypeAdapter[dict[str, Base64Bytes]] = TypeAdapter(dict[str, Base64Bytes])


class SealError(Exception):
    """A bank that cannot be sealed or opened; the message is French and says what to do."""


class SealHeader(Closed):
    """What must be known before the passphrase: authenticated, not secret."""

    format: Literal["coordo-bank"] = "coordo-bank"
    version: Literal[1] = 1
    cost: Annotated[int, Field(ge=2**14, le=_LARGEST_COST)] = _COST
    salt: Annotated[Base64Bytes, Field(min_length=16, max_length=64)]
    nonce: Annotated[Base64Bytes, Field(min_length=12, max_length=12)]


def seal_bank(folder: Path, target: Path, passphrase: str, cost: int = _COST) -> int:
    """Seal every file of a folder into ``target``; return how many there are.

    Raises:
        SealError: nothing to seal, a link or a hidden thing among the files, a short passphrase,
            or a target that cannot be written.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise SealError(
            f"Phrase de passe trop courte\u202f: {LEAST_PASSPHRASE} caractères au moins. "
            "Quatre ou cinq mots sans rapport entre eux conviennent."
        )
    files = _read_files(folder)
    header = SealHeader(
        cost=cost,
        salt=base64.b64encode(os.urandom(16)),
        nonce=base64.b64encode(os.urandom(12)),
    )
    line = header.model_dump_json().encode()
    plain = json.dumps(files, sort_keys=True).encode()
    sealed = AESGCM(_derive_key(passphrase, header)).encrypt(header.nonce, plain, line)
    try:
        _write_beside(target, line + b"\n" + sealed)
    except OSError as error:
        raise SealError(f"Écriture impossible\u202f: {target} ({error.strerror}).") from error
    return len(files)


def unseal_bank(sealed: Path, target: Path, passphrase: str) -> int:
    """Open a sealed bank into a new folder; return how many files there are.

    Raises:
        SealError: a wrong passphrase or a changed file, or a target that holds something.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SealError(f"{target} existe et n’est pas vide\u202f: choisissez un autre dossier.")
    files = _open(sealed, passphrase)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise SealError(f"Écriture impossible\u202f: {target} ({error.strerror}).") from error
    try:
        for name, content in files.items():
            path = beside / _check_name(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o600)
        if target.exists():
            target.rmdir()
        beside.replace(target)
    except OSError as error:
        raise SealError(f"Écriture impossible\u202f: {target} ({error.strerror}).") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(files)


def _read_files(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise SealError(f"Ce dossier n’existe pas\u202f: {folder}.")
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise SealError(f"Ni lien ni fichier spécial dans une banque\u202f: {name}.")
        if path.is_file():
            files[name] = base64.b64encode(path.read_bytes()).decode()
    if not any(name.endswith(".yml") for name in files):
        raise SealError(
            f"Aucun fichier d’items (.yml) dans {folder}\u202f: une banque suit le plan "
            "m1_regulation/exam/*.yml."
        )
    return files


def _open(sealed: Path, passphrase: str) -> dict[str, bytes]:
    try:
        if sealed.stat().st_size > _LARGEST_FILE:
            raise SealError(f"Ce fichier est trop lourd pour être une banque\u202f: {sealed}.")
        line, _, content = sealed.read_bytes().partition(b"\n")
    except OSError as error:
        raise SealError(f"Lecture impossible\u202f: {sealed} ({error.strerror}).") from error
    try:
        header = SealHeader.model_validate_json(line)
    except (ValidationError, binascii.Error):
        raise SealError(
            f"{sealed} n’est pas une banque scellée, ou son début a été modifié."
        ) from None
    try:
        plain = AESGCM(_derive_key(passphrase, header)).decrypt(header.nonce, content, line)
    except InvalidTag:
        raise SealError(
            f"{sealed} ne s’ouvre pas\u202f: la phrase de passe n’est pas la bonne, ou le fichier "
            "a été modifié depuis qu’il a été scellé. Rien n’a été écrit."
        ) from None
    return _FILES.validate_json(plain)


def _derive_key(passphrase: str, header: SealHeader) -> bytes:
    scrypt = Scrypt(salt=header.salt, length=32, n=header.cost, r=8, p=1)
    return scrypt.derive(passphrase.encode())


def _check_name(name: str) -> str:
    """Refuse a name that would leave the folder, whoever sealed it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise SealError(f"Un fichier de la banque porte un nom interdit\u202f: {name}.")
    return name


def _write_beside(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
