"""Detached SSH signatures of approvals, made and checked with `ssh-keygen`.

Each signed text (`content/sign-offs/NAME.txt`) has its signature beside it (`NAME.txt.sig`). Anybody can check one:

    ssh-keygen -Y check-novalidate -n handouts -s NAME.txt.sig < NAME.txt

This shows that the text was signed by the key whose fingerprint it prints. If `content/sign-offs/allowed_signers` lists
the keys of the people who may sign (`man ssh-keygen`, ALLOWED SIGNERS), the key must be one of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.content.approvals import RECORDS, Approval
from handouts.content.standing import unaltered

NAMESPACE = "handouts"
ALLOWED = "allowed_signers"
_KEY = re.compile(r"with (\S+ key \S+)")
_SECONDS = 120  # a person may have to type a passphrase or touch a hardware key


class SignatureError(Exception):
    """The error when no signature could be made, with the reason."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The state of an approval's signature; `words` name the key, or say what is wrong."""

    state: Literal["none", "good", "wrong", "unchecked"]
    words: str = ""


def sign(text: str, key: Path) -> str:
    """Return the armoured signature of a text, by a private key, or by the agent that holds the key of a public one."""
    done = _run("-Y", "sign", "-f", str(key), "-n", NAMESPACE, given=text)
    if done.returncode != 0 or not done.stdout.startswith("-----BEGIN SSH SIGNATURE-----"):
        raise SignatureError(f"ssh-keygen cannot sign with {key}: {_last_line(done.stderr)}")
    return done.stdout


def examined(approval: Approval, root: Path) -> Signature:
    """Return whether an approval's signature exists, is of this entry, and is valid."""
    if approval.signature is None:
        return Signature("none")
    if not unaltered(approval, root):
        return Signature("wrong", "the entry is not the text that was signed")
    file = root / RECORDS / f"{approval.signature}.sig"
    if not file.is_file():
        return Signature("wrong", f"{RECORDS}/{file.name} is missing")
    try:
        return _checked(approval.text(), file)
    except SignatureError as error:
        return Signature("unchecked", str(error))


def _checked(text: str, file: Path) -> Signature:
    done = _run("-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file), given=text)
    key = _KEY.search(done.stdout)
    if done.returncode != 0 or key is None:
        return Signature("wrong", "the signature does not match the entry")
    allowed = file.parent / ALLOWED
    if not allowed.is_file():
        return Signature("good", key[1])
    found = _run("-Y", "find-principals", "-s", str(file), "-f", str(allowed), given="")
    names = found.stdout.split("\n", maxsplit=1)[0]
    if found.returncode != 0 or not names:
        return Signature("wrong", f"{key[1]} is not in {RECORDS}/{ALLOWED}")
    done = _run("-Y", "verify", "-n", NAMESPACE, "-s", str(file), "-f", str(allowed), "-I", names, given=text)
    return (
        Signature("good", f"{key[1]} of {names}") if done.returncode == 0 else Signature("wrong", "not allowed to sign")
    )


def _run(*words: str, given: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SignatureError("ssh-keygen is not installed, and signatures are made and checked with it")
    try:
        return subprocess.run(
            [program, *words], input=given, capture_output=True, encoding="utf-8", check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SignatureError(f"ssh-keygen did not answer: {error}") from error


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it says nothing of why"
