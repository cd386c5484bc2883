"""Strangers' text through every output: it stays letters, and no format breaks."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import markdown  # type: ignore[import-untyped] # its types are a package of their own
import pytest
import yaml

from generator import assets
from generator.edition import Edition, judged
from generator.feeds.every import every_document
from generator.files import SourceFile, file_of, files_on_disk
from generator.pages.every import every_page
from generator.policy.checking import all_rules
from generator.registry import Registry
from generator.rendering import Renderer
from generator.reports import findings_json, github, junit, lines, release_notes_markdown, sarif
from generator.reports import markdown as job_summary
from tests.attacked import ROUNDS, Attack, attacked, attacks, harmless, records_of, spots_in, spots_of_all_kinds
from tests.bulletin.small_world import TODAY

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "world"
SITE_URL = "https://bulletin.example.org/"
SAFE = re.compile(r"(?!//)(?:https://x\.example/|https://(?![^/]*elsewhere)|#|\.|webcal://|/)|$")
ANNOTATION = re.compile(r"::error file=[^,:]*,line=\d+,col=\d+,title=[^:]+::[^\r\n]*")
CHECKSUM = re.compile(r"[0-9a-f]{64}  [^\n]+\n?")
"""A line of a checksum file, which readers copy too; the name of the file in it is the packager's."""

OVERRULE = "data/overrules/OVR-2008-016.yaml"
BUG = "data/bugs/BUG-1301.yaml"
TABLE = "| a | b |\n|---|---|\n"
BONES = Counter[tuple[str, ...]]


# What the reader lets through


def _world() -> dict[str, str]:
    return {source.path: source.content.decode() for source in files_on_disk(WORLD)}


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', width=10**6).strip()


def _refusals(path: str, field: str, text: str) -> tuple[str, ...]:
    """Answers the rules by which the reader refuses a file of the small world with another value in a field."""
    before = _world()[path]
    after = re.sub(rf"(?m)^{field}: .*$", lambda _: f"{field}: {_quoted(text)}", before)
    assert before != after
    return tuple(sorted({flaw.rule for flaw in file_of(SourceFile(path=path, content=after.encode())).flaws}))


def test_there_are_at_least_a_hundred_attacks_of_every_kind() -> None:
    kinds = Counter(attack.kind for attack in attacks())

    assert len({attack.text for attack in attacks()}) == len(attacks())
    assert len([attack for attack in attacks() if not attack.refused_by]) >= 100
    assert [] == [kind for kind, number in kinds.items() if number < 4]


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: ascii(attack.text)[:40])
def test_the_reader_refuses_what_no_text_may_hold(attack: Attack) -> None:
    assert attack.refused_by == _refusals(OVERRULE, "risk", attack.text)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: ascii(attack.text)[:40])
def test_a_title_is_one_short_line(attack: Attack) -> None:
    fits = "\n" not in attack.text and len(attack.text) <= 120

    assert fits == ({"PPS004", "PPS103"}.isdisjoint(_refusals(BUG, "title", attack.text)))


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: ascii(attack.text)[:40])
def test_only_an_address_is_an_address(attack: Attack) -> None:
    is_address = re.fullmatch(r"https://x\.example/[!-~]*", attack.text) is not None

    assert is_address == (not _refusals(BUG, "tracker_url", attack.text))


@pytest.mark.parametrize("field", ["version", "base_version", "component"])
def test_what_becomes_a_tag_a_command_or_an_expression_takes_no_attack(field: str) -> None:
    path = "data/patches/PATCH-1300.yaml"

    assert [] == [attack.text for attack in attacks() if not _refusals(path, field, attack.text)]


# Findings about hostile files


@cache
def _hostile() -> Edition:
    """Answers the small world with a file for each attack: in its name, its keys, its references and its texts."""
    sources = list(files_on_disk(WORLD))
    for number, attack in enumerate(attacks(), start=9000):
        value = _quoted(attack.text)
        text = f"{value}: 1\nkind: {value}\ntitle: {value}\ntracker_url: {value}\noriginator: {value}\n"
        sources.append(SourceFile(path=f"data/bugs/BUG-{number}.yaml", content=text.encode()))
        if "/" not in attack.text and "\x00" not in attack.text:
            sources.append(SourceFile(path=f"data/bugs/{attack.text[:200]}.yaml", content=text.encode()))
        whole = _world()[BUG].replace("originator: ", f"originator: {value} #")
        sources.append(SourceFile(path=f"data/bugs/BUG-{number + 500}.yaml", content=whole.encode()))
    return judged(Registry.of(sources), TODAY)


def test_a_terminal_gets_lines_of_printable_characters() -> None:
    written = [*lines.text(_hostile().findings), *lines.concise(_hostile().findings)]

    assert len(written) >= 2 * len(attacks())
    assert [] == [line for line in written if not line.isprintable()]


def test_a_workflow_gets_one_command_for_each_finding() -> None:
    errors = [finding for finding in _hostile().findings if finding.blocks]
    shown = [line for finding in errors for line in github.workflow_commands([finding])]

    assert len(errors) == len(shown)
    assert [] == [line for line in shown if ANNOTATION.fullmatch(line) is None]


def test_job_summaries_stay_a_table() -> None:
    bones = _bones_of_markdown(job_summary.document(_hostile().findings))

    assert {"p", "strong", "table", "thead", "tbody", "tr", "th", "td"} == {bone[0].lstrip("/") for bone in bones}


def test_reports_for_programs_can_be_read() -> None:
    findings = _hostile().findings
    told = json.loads(findings_json.document(_hostile(), findings))["findings"]
    logged = json.loads(sarif.document(findings, all_rules()))["runs"][0]["results"]
    suite = ET.fromstring(junit.document(findings, all_rules()))  # noqa: S314 - we wrote it ourselves

    assert len(findings) == len(told) == len(logged)
    assert len(all_rules()) == len(suite.findall("testcase"))


# Editions whose every text is an attack


class _Bones(HTMLParser):
    """Elements and the names of their attributes, commands that readers copy, and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bones: BONES = Counter()
        self.links: list[str] = []
        self.commands: list[str] = []
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bones[tag, *sorted(name for name, _ in attrs)] += 1
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "xlink:href"}]
        self._depth += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        self.bones[f"/{tag}",] += 1
        self._depth -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.commands.append(data)

    def handle_comment(self, data: str) -> None:
        self.bones["comment", data] += 1

    def handle_decl(self, decl: str) -> None:
        self.bones["declaration", decl] += 1


def _bones_of_markdown(text: str) -> BONES:
    return _Bones(markdown.markdown(text, extensions=["admonition", "extra", "sane_lists"])).bones


def _bones_of_xml(content: str) -> BONES:
    return Counter((one.tag, *sorted(one.attrib)) for one in ET.fromstring(content).iter())  # noqa: S314 - our own


def _bones_of_calendar(content: str) -> BONES:
    written = content.split("\r\n")
    assert "" == written.pop()
    assert [] == [line for line in written if len(line.encode()) > 75 or re.search(r"[\r\n]", line)]
    properties = (re.match(r"[A-Z-]+(?=[:;])|$", line) for line in content.replace("\r\n ", "").split("\r\n"))
    return Counter((found[0] if found else "no property",) for found in properties)


def _bones_of_json(content: str) -> BONES:
    return Counter(_paths(json.loads(content)))


def _paths(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, (*path, "[]"))
    yield (*path, type(value).__name__)


READERS: dict[str, Callable[[str], BONES]] = {
    "ics": _bones_of_calendar,
    "json": _bones_of_json,
    "md": _bones_of_markdown,
    "svg": _bones_of_xml,
    "xml": _bones_of_xml,
}
ROUND = pytest.mark.parametrize("number", range(ROUNDS))


@cache
def _editions(number: int) -> tuple[Edition, Edition]:
    return attacked(ROOT, number)


def test_every_text_and_address_of_every_kind_of_record_is_attacked() -> None:
    reached = {spot for record in records_of(ROOT).records for spot in spots_in(record)}

    assert set() == spots_of_all_kinds() - reached


@ROUND
def test_pages_have_the_bones_of_their_harmless_twins(number: int) -> None:
    renderer = Renderer(assets.site_templates(), issues="https://forge.example.org/issues")
    attacked_pages, harmless_pages = ([*every_page(edition)] for edition in _editions(number))
    faults = []
    for page, twin in zip(attacked_pages, harmless_pages, strict=True):
        found, wanted = (_Bones(renderer.article(one) + renderer.contents(one)) for one in (page, twin))
        faults += [(page.address, *bone) for bone in (found.bones - wanted.bones) + (wanted.bones - found.bones)]
        faults += [(page.address, link) for link in found.links if SAFE.match(link) is None]
        commands = (one for one in found.commands if CHECKSUM.fullmatch(one) is None)
        faults += [(page.address, one) for one in commands if one not in wanted.commands]

    assert [] == faults


@ROUND
def test_documents_have_the_bones_of_their_harmless_twins(number: int) -> None:
    faults = []
    documents = (every_document(edition, SITE_URL) for edition in _editions(number))
    for document, twin in zip(*documents, strict=True):
        bones_of = READERS[document.address.rpartition(".")[2]]
        found, wanted = bones_of(document.content.decode()), bones_of(twin.content.decode())
        faults += [(document.address, *bone) for bone in (found - wanted) + (wanted - found)]

    assert [] == faults


@pytest.mark.parametrize(
    ("escaped", "frame"),
    [
        pytest.param(release_notes_markdown.escaped, "{}", id="notes: text"),
        pytest.param(release_notes_markdown.escaped, "- {}", id="notes: list"),
        pytest.param(release_notes_markdown.escaped, "# Title: {}", id="notes: heading"),
        pytest.param(release_notes_markdown.escaped, f"{TABLE}| {{}} | c |", id="notes: table"),
        pytest.param(job_summary.escaped, f"{TABLE}| {{}} | c |", id="summary: table"),
    ],
)
def test_markdown_takes_each_attack_for_letters(escaped: Callable[[str], str], frame: str) -> None:
    written = {
        attack.text: [_bones_of_markdown(frame.format(escaped(text))) for text in (attack.text, harmless(attack.text))]
        for attack in attacks()
        if attack.is_shown
    }

    assert [] == [text for text, (found, wanted) in written.items() if found != wanted]
