"""A real directory server with the GLUE schemas, on loopback: the information system of the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

SCHEMAS = ("core", "cosine", "nis", "Glue-CORE", "Glue-CE", "Glue-CESEBind", "Glue-SE", "Glue-MDS", "GLUE20")
MANAGER = "cn=manager"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationSystem:
    """A running server: its address, and the folder in which it lives."""

    url: str
    folder: Path

    def lines(self, base: str, pattern: str, *attributes: str) -> tuple[str, ...]:
        """Asks with ldapsearch, which shares nothing with the code under test."""
        command = ["ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", self.url, "-b", base, pattern, *attributes]
        answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        return tuple(line for line in answer.stdout.splitlines() if line)

    def dump(self, base: str, *options: str) -> str:
        """Answers everything below a base as ldapsearch writes it, with folded lines, however its search ends."""
        command = ["ldapsearch", "-x", "-H", self.url, "-b", base, *options]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout

    def modify(self, ldif: str) -> None:
        """Changes entries with ldapmodify, as a publisher at a site would."""
        command = ["ldapmodify", "-x", "-H", self.url, "-D", f"{MANAGER},o=grid", "-w", "secret"]
        subprocess.run(command, input=ldif, capture_output=True, text=True, check=True, timeout=60)


@contextmanager
def information_system(folder: Path, dumps: Mapping[str, str], limit: str = "unlimited") -> Iterator[InformationSystem]:
    """Loads a dump for each base, starts the server and stops it again; `limit` is its size limit."""
    configuration = folder / "slapd.conf"
    configuration.write_text(_configuration(folder, dumps, limit), encoding="utf-8")
    for base in dumps:
        (folder / base).mkdir()
    for base, dump in dumps.items():
        (folder / f"{base}.ldif").write_text(dump, encoding="utf-8")
        load = [_program("slapadd"), "-q", "-f", str(configuration), "-b", base, "-l", str(folder / f"{base}.ldif")]
        loaded = subprocess.run(load, check=False, capture_output=True, text=True, timeout=120)
        if loaded.returncode:
            raise RuntimeError(loaded.stderr)
    with served(configuration, folder) as url:
        yield InformationSystem(url=url, folder=folder)


@contextmanager
def served(configuration: Path, folder: Path) -> Iterator[str]:
    """Starts the server of a configuration, answers its address and stops it again; the log goes to a folder."""
    port = free_port()
    url = f"ldap://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        command = [_program("slapd"), "-d", "0", "-h", url, "-f", str(configuration)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Answers a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    pause = Event()
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError(f"slapd ended with {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            pause.wait(0.05)
        else:
            return
    raise RuntimeError("slapd does not answer")


def _program(name: str) -> str:
    found = shutil.which(name, path=_PATH)
    if found is None:
        raise RuntimeError(f"{name} is missing; `make test` installs it")
    return found


def _configuration(folder: Path, bases: Mapping[str, str], limit: str) -> str:
    head = [f"include /etc/ldap/schema/{schema}.schema" for schema in SCHEMAS]
    head += ["modulepath /usr/lib/ldap", "moduleload back_mdb", f"sizelimit {limit}", f"pidfile {folder}/pid"]
    for base in bases:
        head += ["database mdb", f"suffix {base}", f"directory {folder}/{base}", "maxsize 1073741824"]
        head += [f'rootdn "{MANAGER},{base}"', "rootpw secret", "index objectClass eq"]
    return "\n".join(head) + "\n"
