"""The real daemon of an information system: what sites provide is gathered into its directory server."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.grid.slapd import SCHEMAS, served

SCHEMA = Path("/etc/bdii/BDII.schema")
UPDATE = Path("/usr/sbin/bdii-update")
TOOLS = ("ldapadd", "ldapdelete", "ldapmodify", "ldapsearch")
TRANSLATED = """\
#!/bin/bash
# The daemon names host and port as the tools of OpenLDAP took them before 2.5; now they take an address.
host=localhost port=389 rest=()
while (($#)); do
    case $1 in
        -h) host=$2; shift ;;
        -p) port=$2; shift ;;
        *) rest+=("$1") ;;
    esac
    shift
done
exec /usr/bin/{name} -H "ldap://$host:$port" "${{rest[@]}}"
"""
BASES = ("o=grid", "o=glue", "o=infosys")


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """A running daemon: the address of its server, and the files from which it gathers, one for each tree."""

    url: str
    folder: Path

    def provide(self, dumps: Mapping[str, str]) -> None:
        """Puts what the sites provide in the place of what they provided before."""
        for base, dump in dumps.items():
            draft = self.folder / f"{base}.draft"
            draft.write_text(dump, encoding="utf-8")
            draft.replace(self.folder / f"{base}.provided")


@contextmanager
def daemon(folder: Path, dumps: Mapping[str, str]) -> Iterator[Daemon]:
    """Starts the server and the daemon around it, which looks every second; stops both."""
    if not UPDATE.exists():
        raise RuntimeError(f"{UPDATE} is missing; `make test` installs it")
    configuration = folder / "slapd.conf"
    configuration.write_text(_server(folder), encoding="utf-8")
    for name in (*BASES, "ldif", "provider", "plugin", "run", "archive", "bin"):
        (folder / name).mkdir()
    with served(configuration, folder) as url:
        running = Daemon(url=url, folder=folder)
        running.provide(dumps)
        (folder / "bdii.conf").write_text(_daemon(folder, url), encoding="utf-8")
        for base in dumps:
            provider = folder / "provider" / base
            provider.write_text(f"#!/bin/sh\ncat '{folder}/{base}.provided'\n", encoding="utf-8")
            provider.chmod(stat.S_IRWXU)
        for name in TOOLS:
            tool = folder / "bin" / name
            tool.write_text(TRANSLATED.format(name=name), encoding="utf-8")
            tool.chmod(stat.S_IRWXU)
        path = f"{folder}/bin:{os.environ.get('PATH', '')}"
        environment = {**os.environ, "SLAPD_CONF": str(configuration), "PATH": path}
        subprocess.run([UPDATE, "-d", "-c", folder / "bdii.conf"], env=environment, check=True, timeout=60)
        try:
            yield running
        finally:
            os.kill(_pid(folder / "run" / "pid"), signal.SIGKILL)


def _pid(path: Path) -> int:
    pause = Event()
    for _ in range(200):
        if path.exists() and (text := path.read_text(encoding="utf-8").strip()):
            return int(text)
        pause.wait(0.05)
    raise RuntimeError("the daemon has written no number of its process")


def _server(folder: Path) -> str:
    head = [f"include /etc/ldap/schema/{schema}.schema" for schema in SCHEMAS]
    head += [f"include {SCHEMA}", "modulepath /usr/lib/ldap", "moduleload back_mdb", "sizelimit unlimited"]
    for base in BASES:
        head += ["database mdb", f'suffix "{base}"', f"directory {folder}/{base}", "maxsize 268435456"]
        head += [f'rootdn "{base}"', "rootpw secret"]
    return "\n".join(head) + "\n"


def _daemon(folder: Path, url: str) -> str:
    host, _, port = url.removeprefix("ldap://").partition(":")
    known = {
        "LOG_FILE": folder / "bdii.log",
        "LOG_LEVEL": "ERROR",
        "PID_FILE": folder / "run" / "pid",
        "RUN_DIR": folder / "run",
        "LDIF_DIR": folder / "ldif",
        "PROVIDER_DIR": folder / "provider",
        "PLUGIN_DIR": folder / "plugin",
        "HOSTNAME": host,
        "PORT": port,
        "BREATHE_TIME": 1,
        "READ_TIMEOUT": 30,
        "ARCHIVE_SIZE": 0,
        "DELETE_DELAY": 0,
        "VAR_DIR": folder,
    }
    return "".join(f"BDII_{key}={value}\n" for key, value in known.items())
