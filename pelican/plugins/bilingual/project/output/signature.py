"""Signatures of minisign and OpenSSH over a file: made by their own programs."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ...errors import BilingualError

NAMESPACE = "file"
"""What OpenSSH's signatures are for: its own name for files."""
IDENTITY = "publisher"
_PACKAGES = {"ssh-keygen": "OpenSSH", "minisign": "minisign"}
_SUFFIXES = {"ssh-keygen": ".sig", "minisign": ".minisig"}
SIGNATURES = frozenset(_SUFFIXES.values())
"""What is added to a file's name for that of its signature."""
_SSH_PUBLIC = ("ssh-", "ecdsa-", "sk-")


def check_key(key: Path) -> str:
    """The program that a secret key belongs to.

    Raises `BilingualError` for a key that is not there or not known, and for a program that
    is not installed.
    """
    text = _read(key, "signing", "Correct BILINGUAL['signing_key'], or take it out.")
    if "OPENSSH PRIVATE KEY" in text:
        return _installed("ssh-keygen")
    if text.startswith("untrusted comment:") and "minisign" in text.splitlines()[0]:
        return _installed("minisign")
    raise BilingualError(
        "This is no secret key of OpenSSH or minisign.",
        str(key),
        "Make one with 'ssh-keygen -t ed25519' or 'minisign -G -W'.",
    )


def sign(file: Path, key: Path) -> Path:
    """Write a file's signature beside it; returns its path. Raises `BilingualError`."""
    program = check_key(key)
    signature = file.with_name(file.name + _SUFFIXES[program])
    signature.unlink(missing_ok=True)
    if program == "minisign":
        command = [program, "-S", "-s", str(key), "-m", str(file), "-x", str(signature)]
        command += ["-t", file.name, "-c", file.name]  # no time stamp: the same every time
    else:
        command = [program, "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(file)]
    done = _run(command)
    if done.returncode or not signature.exists():
        raise BilingualError(
            f"{program} did not sign ({_last_line(done)}).",
            str(key),
            "A key without a passphrase can sign without asking.",
        )
    return signature


def verify(file: Path, public: Path) -> bool:
    """Whether a signature beside a file is this public key's. Raises `BilingualError`."""
    text = _read(public, "public")
    ssh = text.startswith(_SSH_PUBLIC)
    program = _installed("ssh-keygen" if ssh else "minisign")
    signature = file.with_name(file.name + _SUFFIXES[program])
    if not signature.exists():
        raise BilingualError(
            "The signature is missing.", str(signature), "Get it from where you got the site."
        )
    if not ssh:
        command = [program, "-V", "-q", "-p", str(public), "-m", str(file), "-x", str(signature)]
        return _run(command).returncode == 0
    with tempfile.TemporaryDirectory() as folder:
        signers = Path(folder) / "signers"
        signers.write_text(f"{IDENTITY} {text}", "utf-8")
        command = [program, "-q", "-Y", "verify", "-f", str(signers), "-I", IDENTITY]
        command += ["-n", NAMESPACE, "-s", str(signature)]
        return _run(command, file.read_bytes()).returncode == 0


def _read(key: Path, which: str, remedy: str = "") -> str:
    try:
        return key.read_text("utf-8", "replace")
    except OSError as error:
        text = f"The {which} key cannot be read ({error.strerror})."
        raise BilingualError(text, str(key), remedy) from None


def _installed(program: str) -> str:
    if shutil.which(program) is None:
        raise BilingualError(
            f"{program} is missing.", remedy=f"Install {_PACKAGES[program]} (Debian: its package)."
        )
    return program


def _run(command: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 # programs and paths of the settings


def _last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit status {done.returncode}"
