"""One forge over HTTPS: asked page by page, patiently, and never asked twice to create something (door to requests)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import requests

from generator.forge.limits import rest_asked_for
from generator.forge.refusals import AbsentError, ForgeError, UncertainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_MOVED: Final = frozenset({301, 302, 307, 308})
_ABSENT: Final = frozenset({404, 410})
_SERVER_FAULT: Final = 500
_REDIRECTION: Final = 300
_HEADERS: Final = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "pps-bulletin",
}
_WAY_OUT: Final = {
    401: "the token is not accepted: make a new one",
    403: "the token may not do this: give it the permission that is missing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """
    How a forge is asked.

    `seconds` is how long it may stay silent, `attempts` how often a question is put, `pause` how many seconds pass
    after the first failure (doubled each time), `patience` the longest rest in seconds that it may ask for, `pages`
    how many pages of a list are read.
    """

    seconds: float = 30
    attempts: int = 4
    pause: float = 2
    patience: float = 300
    pages: int = 200


class _FailedError(Exception):
    """One attempt failed; `rest` is how many seconds the forge asks for, `is_done` whether it may have acted."""

    def __init__(self, reason: str, *, is_done: bool, rest: float | None = None) -> None:
        super().__init__(reason)
        self.is_done = is_done
        self.rest = rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """
    A line to one forge, on which `wait` rests between two attempts.

    The token goes to the host of `api` and to no other: redirections are not followed, and a next page elsewhere is
    refused. It needs https unless the forge is on this machine. Raises ForgeError where `api` is something else.
    """

    api: str
    token: str | None = field(repr=False)
    wait: Callable[[float], object] = field(repr=False)
    manners: Manners = Manners()

    def __post_init__(self) -> None:
        """Refuse an address over which a token could be overheard, and a token that is none."""
        parts = urlsplit(self.api)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not is_safe or not parts.hostname or parts.username or parts.query or parts.fragment:
            raise ForgeError(f"{self.api!r} is no address of a forge; write it as https://api.github.com")
        if self.token is not None and not (self.token.isascii() and self.token.isprintable() and " " not in self.token):
            raise ForgeError("the token holds characters that no token has; copy it again")

    def read(self, path: str, **asked: str | int | None) -> Any:
        """Ask for one thing; raise AbsentError where it is not there, or not there any more."""
        return self._answer("GET", self._url(path), params=_said(asked)).json()

    def pages(self, path: str, **asked: str | int | None) -> Iterator[Any]:
        """Yield the items of a list, page after page; raise ForgeError where it has more pages than are read."""
        url, params = self._url(path), _said({"per_page": 100, **asked})
        for _ in range(self.manners.pages):
            answer = self._answer("GET", url, params=params)
            yield from answer.json()
            following = answer.links.get("next", {}).get("url")
            if not following:
                return
            url, params = self._own(urljoin(url, following)), {}
        raise ForgeError(f"{path} has more than {self.manners.pages} pages; narrow what is asked for")

    def write(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """
        Send one thing and tell the answer, None where it has no content.

        What creates something (POST) is sent again only where the forge said that it did not do it. UncertainError
        means that nobody knows: look before you send it again.
        """
        answer = self._answer(method, self._url(path), body=body)
        return answer.json() if answer.content else None

    def _url(self, path: str) -> str:
        return f"{self.api.rstrip('/')}{path}"

    def _own(self, url: str) -> str:
        if urlsplit(url)[:2] != urlsplit(self.api)[:2]:
            raise ForgeError(f"the next page is said to be at {urlsplit(url).hostname}, which is another forge")
        return url

    def _answer(
        self, method: str, url: str, *, params: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> requests.Response:
        """Put a question until it is answered, or the last attempt has failed."""
        told, manners = f"{method} {urlsplit(url).path}", self.manners
        reason = ""
        for attempt in range(manners.attempts):
            try:
                return self._attempt(method, url, params, body)
            except _FailedError as failure:
                if failure.is_done and method == "POST":
                    raise UncertainError(f"{told}: {failure}; look whether it happened, then run it again") from failure
                reason = str(failure)
                rest = manners.pause * 2**attempt if failure.rest is None else failure.rest
            if rest > manners.patience:
                break
            if attempt + 1 < manners.attempts:
                self.wait(rest)
        raise ForgeError(f"{told}: {reason}; run it again later")

    def _attempt(
        self, method: str, url: str, params: Mapping[str, str] | None, body: Mapping[str, Any] | None
    ) -> requests.Response:
        headers = _HEADERS | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        try:
            with requests.Session() as session:
                session.trust_env = urlsplit(url).hostname not in LOOPBACK
                session.auth = _unchanged  # else the library would look for a password in the home directory
                found = session.request(
                    method,
                    url,
                    params=params,
                    json=body,
                    headers=headers,
                    timeout=self.manners.seconds,
                    allow_redirects=False,
                )
            return _judged(found, f"{method} {urlsplit(url).path}")
        except requests.ConnectTimeout as error:
            raise _FailedError(_told(error), is_done=False) from error
        except requests.RequestException as error:
            raise _FailedError(_told(error), is_done=True) from error


def _judged(found: requests.Response, told: str) -> requests.Response:
    """Tell an answer that is one; raise what the others mean."""
    status = found.status_code
    if status < _REDIRECTION:
        if found.content:
            found.json()  # an answer that was cut is a failed attempt
        return found
    message = _message_of(found)
    rest = rest_asked_for(status, found.headers, message)
    if rest is not None:
        raise _FailedError(f"the forge asks to wait {rest:.0f} seconds", is_done=False, rest=rest)
    if status >= _SERVER_FAULT:
        raise _FailedError(f"the forge failed with {status}", is_done=True)
    if status in _MOVED:
        raise AbsentError(f"{told}: it has moved ({status}); a repository that was renamed is named by its new name")
    if status in _ABSENT:
        raise AbsentError(f"{told}: it is not there, or the token may not see it ({status})")
    raise ForgeError(f"{told}: {_WAY_OUT.get(status, 'the forge refuses what was sent')} ({status} {message})")


def _message_of(found: requests.Response) -> str:
    try:
        value = found.json()
    except requests.JSONDecodeError:
        return ""
    message = value.get("message") if isinstance(value, dict) else None
    return "".join(sign for sign in str(message or "")[:200] if sign.isprintable())


def _told(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "the forge did not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "the forge has no certificate that this machine trusts"
    if isinstance(error, requests.JSONDecodeError):
        return "the answer was cut or is no JSON"
    return "the connection was refused or dropped"


def _said(asked: Mapping[str, str | int | None]) -> dict[str, str]:
    return {key: str(value) for key, value in asked.items() if value is not None}


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
