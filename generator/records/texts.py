"""What no text of a record may hold, and which words YAML readers disagree about (PPS003, PPS005-PPS007, PPS103)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.findings import Flaw, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.nodes import Mark

MAX_TEXT: Final = 4000
MAX_LINE: Final = 120
# Control, bidirectional, zero-width and otherwise invisible, private-use characters; line feed alone is free.
FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MARKUP: Final = re.compile(r"<[/!?]?[A-Za-z][^>\n]{0,40}>?|<!--|\{[{%#:.]|[}%#]\}|\]\(")
_MARKUP_SIGNS: Final = ("<", "{{", "}}", "{%", "%}", "{#", "#}", "{:", "{.", "](")
_PLAIN_WORDS: Final = "say it in plain words"
_HANDLE: Final = "use a handle of data/people/"


_Search = tuple[str, tuple[str, ...], re.Pattern[str], str]
# What it looks like, the signs without which it cannot be, the pattern, the way out.
_CONTACT: Final[tuple[_Search, ...]] = (
    ("an e-mail address", ("@",), re.compile(r"@(?<=[\w.+-]@)[\w-]{1,63}\.[\w-]"), _HANDLE),
    ("a certificate DN", ("=",), re.compile(r"/(?:C|O|OU|CN|DC)=\w"), _HANDLE),
    ("a certificate DN", ("=",), re.compile(r"\b(?:CN|DC|OU?)=[^,\n]{1,64},\s{0,4}(?:CN|DC|OU?|C)="), _HANDLE),
    ("a phone number", ("+",), re.compile(r"\+(?<![\w.]\+)[0-9][0-9 ()/-]{7,20}[0-9]"), _HANDLE),
)
_SECRETS: Final[tuple[_Search, ...]] = tuple(
    ("a token or private key", signs, re.compile(pattern, re.ASCII), "remove it, and revoke it at once")
    for pattern, signs in (
        (r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY", ("PRIVATE KEY",)),
        (r"gh[pousr]_\w{20}", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
        (r"github_pat_\w{20}", ("github_pat_",)),
        (r"glpat-[\w-]{16}", ("glpat-",)),
        (r"AKIA[0-9A-Z]{16}", ("AKIA",)),
        (r"xox[abprs]-[\w-]{10}", ("xox",)),
        (r"\.eyJ(?<=[\w-]{10}\.eyJ)[\w-]{10}", (".eyJ",)),
    )
)
_SUSPECT: Final = re.compile(
    "|".join(re.escape(sign) for sign in (*_MARKUP_SIGNS, *(one for kind in (*_CONTACT, *_SECRETS) for one in kind[1])))
)
_AMBIGUOUS: Final = re.compile(
    r"~|null|Null|NULL||="
    r"|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
    r"|[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9][0-9_]*|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9].*"
)
_AMBIGUOUS_STARTS: Final = frozenset("~=yYnNtTfFoO+-.0123456789")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NUMERIC_STARTS: Final = frozenset("+-.0123456789")


def is_ambiguous(text: str) -> bool:
    """True when a plain scalar is null, boolean, number or timestamp to a reader of YAML 1.1 or 1.2."""
    return not text or (text[0] in _AMBIGUOUS_STARTS and _AMBIGUOUS.fullmatch(text) is not None)


def is_null(text: str) -> bool:
    """True when a plain scalar says that there is no value."""
    return text in _NULLS


def bare_kind(text: str) -> str:
    """Name what an ambiguous plain scalar is to other YAML readers."""
    if text in _NULLS:
        return "null"
    if text[0] not in _NUMERIC_STARTS:
        return "merge sign" if text == "=" else "boolean"
    return "date" if re.match(r"[0-9]{4}-[0-9]", text) else "number"


@lru_cache(maxsize=1024)
def is_no_key(key: str) -> bool:
    """True when a plain key is not a string to every YAML reader."""
    return key == "<<" or is_ambiguous(key)


def forbidden_in_file(text: str) -> Iterator[Flaw]:
    """Yield PPS005 for each line of a file with a character that no record may hold, or that is not NFC."""
    if FORBIDDEN.search(text) is None and unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        found = _hidden(line)
        if found is not None:
            what, position, fix = found
            message = f"the line {what} at position {position}"
            yield Flaw(rule="PPS005", line=number, column=position, message=message, fix=fix)


def _hidden(text: str) -> tuple[str, int, str] | None:
    """Find the first character that no text may hold, or that is not composed: what, its position, the way out."""
    found = FORBIDDEN.search(text)
    if found is not None:
        fix = {"\t": "use spaces", "\r": "end lines with LF alone"}.get(found[0], "remove the character")
        return f"holds {character_name(found[0])}", found.start() + 1, fix
    if text.isascii() or text == (composed := unicodedata.normalize("NFC", text)):
        return None
    pairs = enumerate(zip(text, composed, strict=False), start=1)
    position = next((number for number, (here, there) in pairs if here != there), len(composed) + 1)
    return "is not in Unicode form NFC", position, "write it composed"


def hidden_in(text: str) -> str | None:
    """Say what a text holds that none may hold; None where all is well."""
    found = _hidden(text[:MAX_TEXT])
    return f"{found[0]} at position {found[1]}" if found else None


def is_suspect(text: str) -> bool:
    """True when a text may hold what PPS006 and PPS007 refuse (`flaws_of_scalar`); cheap where it does not."""
    return _SUSPECT.search(text) is not None


def flaws_of_scalar(field: str, text: str, mark: Mark) -> Iterator[Flaw]:
    """Yield PPS006 and PPS007 for one scalar."""
    for rule, what, fix in (*_active(text), *_private(text)):
        yield Flaw(rule=rule, line=mark[0], column=mark[1], message=f"{quoted(field)} {what}", fix=fix, field=field)


def _active(text: str) -> Iterator[tuple[str, str, str]]:
    found = _MARKUP.search(text)
    if found is not None:
        yield "PPS006", f"contains markup ({quoted(found[0])}); records are plain text", _PLAIN_WORDS


def _private(text: str) -> Iterator[tuple[str, str, str]]:
    is_address = text.startswith(("http://", "https://")) and " " not in text
    for what, signs, pattern, fix in _SECRETS if is_address else (*_CONTACT, *_SECRETS):
        if any(sign in text for sign in signs) and pattern.search(text):
            yield "PPS007", f"looks like {what}", fix


def character_name(character: str) -> str:
    """Name a character as the Unicode tables do: U+200B ZERO WIDTH SPACE."""
    control = {"\t": "TAB", "\r": "CARRIAGE RETURN", "\x00": "NULL", "\ufeff": "BYTE ORDER MARK"}
    name = control.get(character) or unicodedata.name(character, "CONTROL CHARACTER")
    return f"U+{ord(character):04X} {name}"
