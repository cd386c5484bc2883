"""
A GitHub of ours on loopback: it remembers, pages, limits and fails, and holds every exchange against GitHub's shapes.

`with FakeGitHub() as forge:` starts it. `forge.connection()` and `forge.github()` are lines to it, which never wait;
`forge.issues`, `forge.comments`, `forge.pulls`, `forge.reviews` are what it holds, `forge.seen` what it was asked, and
`forge.faults` what goes wrong next, first fault first. Leaving it fails where an exchange broke the published shapes.
"""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, ClassVar, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from generator.forge.connection import Connection, Manners
from generator.forge.github import BOT, GitHub
from tests.forge.desks import Answer, respond
from tests.forge.holdings import Holdings
from tests.forge.published import faults_of_answer, faults_of_question, operation

_REFUSED = 300
TOKEN = "a-token-of-the-tests"  # noqa: S105 - no forge knows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What goes wrong with one request, of `method` if that is named.

    *answer* refuses with a status; *drop* hangs up, *cut* hangs up within the answer, *stall* stays silent. `acts` says
    whether the forge did what was asked before that; `body` is sent as it stands, whatever the status.
    """

    how: Literal["answer", "drop", "cut", "stall"] = "answer"
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    message: str = "Server Error"
    body: Any = None
    acts: bool = False
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


class FakeGitHub(Holdings):
    """The server: one repository, whoever asks with the token writes as `login`."""

    def __init__(self, *, repository: str = "example/pps", login: str = BOT, largest_page: int = 100) -> None:
        """Stand ready; it listens from `with` on."""
        super().__init__(repository=repository, login=login)
        self.largest_page = largest_page
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.breaches: list[str] = []
        self.waited: list[float] = []
        self.over = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Desk", (_Desk,), {"forge": self}))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """Answers where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if kind is None:
            assert not self.breaches, "\n".join(self.breaches)

    def connection(self, manners: Manners | None = None) -> Connection:
        """Answers a line to it; what it asks to wait is written down in `waited` and not waited."""
        return Connection(
            api=self.url, token=TOKEN, wait=self.waited.append, manners=manners or Manners(seconds=5, patience=7200)
        )

    def github(self, manners: Manners | None = None) -> GitHub:
        """Answers the client for its repository."""
        return GitHub(connection=self.connection(manners), repository=self.repository, login=self.login)

    def asked(self, method: str) -> list[Seen]:
        """Answers the requests of one method."""
        return [one for one in self.seen if one.method == method]

    def fault_for(self, method: str) -> Fault | None:
        """Answers what goes wrong with this request, and forgets it."""
        for one in self.faults:
            if one.method in {None, method}:
                self.faults.remove(one)
                return one
        return None

    def answer(self, one: Seen) -> Answer:
        """Answers a request, and writes down where the exchange breaks the published shapes."""
        asked = operation(one.method, one.path)
        if asked is None:
            self.breaches.append(f"{one.method} {one.path} is no published operation")
            return Answer(status=404, body={"message": "Not Found"})
        self.breaches += faults_of_question(asked, one.query, one.body)
        answer = respond(self, asked, one.query, one.body)
        self.breaches += faults_of_answer(asked, answer.status, answer.body)
        return answer

    def page(self, one: Seen, answer: Answer) -> tuple[Any, dict[str, str]]:
        """Answers one page of a list, and the header that leads to the next."""
        if not isinstance(answer.body, list):
            return answer.body, answer.headers
        size = min(int(one.query.get("per_page", 30)), self.largest_page)
        number = int(one.query.get("page", 1))
        found = answer.body[(number - 1) * size : number * size]
        if number * size >= len(answer.body):
            return found, answer.headers
        query = urlencode(one.query | {"page": str(number + 1)})
        return found, answer.headers | {"Link": f'<{self.url}{one.path}?{query}>; rel="next"'}


class _Desk(BaseHTTPRequestHandler):
    """Where requests arrive."""

    forge: ClassVar[FakeGitHub]

    def _serve(self) -> None:
        forge, parts = self.forge, urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        one = Seen(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            body=json.loads(self.rfile.read(length)) if length else None,
            headers=dict(self.headers.items()),
        )
        forge.seen.append(one)
        fault = forge.fault_for(one.method)
        answer = forge.answer(one) if fault is None or fault.acts else None
        if fault is None and answer is not None:
            body, headers = forge.page(one, answer)
            self._send(answer.status, headers, body)
        elif fault is not None:
            self._fail(fault)

    def _fail(self, fault: Fault) -> None:
        if fault.how == "answer":
            usual = {"message": fault.message} if fault.status >= _REFUSED else []
            self._send(fault.status, fault.headers, fault.body if fault.body is not None else usual)
        elif fault.how == "cut":
            self._head(200, {}, 4000)
            self.wfile.write(b'[{"number": 1, ')
        elif fault.how == "stall":
            self.forge.over.wait(5)
        self.close_connection = True

    def _send(self, status: int, headers: dict[str, str], body: Any) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self._head(status, headers, len(content))
        self.wfile.write(content)

    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for key, text in ({"Content-Type": "application/json; charset=utf-8"} | headers).items():
            self.send_header(key, text)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 - the names that http.server looks for
