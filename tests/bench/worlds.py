"""Worlds of any size from a seed: the stories of tests/world told again at other sites and on other days."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
WORLD = HERE.parent / "world" / "data"
CLOCK = date(2008, 6, 20)
STORIES = ("11", "12", "13", "14", "15", "16")
WEIGHTS = (80, 6, 6, 4, 1, 3)
"""Most updates are compatible clients that are long in production; the other stories are still being told."""

PLAYERS = {"COLLINA-GRID": "collaborating", "SILVERFIR-T2": "silver", "GOLDCREST-T2": "gold", "PLATEAU-T1": "platinum"}
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_DIGEST = re.compile(r"(?<=digest: )[0-9a-f]{64}")
_PREFIXES = {"bugs": "BUG-", "deployment-tests": "DT-", "installations": "INST-", "patches": "PATCH-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city of the world: name, country code, degrees north and east."""

    city: str
    country: str
    lat: float
    lon: float


def places() -> tuple[Place, ...]:
    """Read the cities; coordinates are facts of public registries and gazetteers."""
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            Place(city=row["city"], country=row["country"], lat=float(row["lat"]), lon=float(row["lon"]))
            for row in rows
        )


def world(records: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (path below the root, text) of a world of about a number of records; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - worlds are drawn, not secured
    sites = _sites(max(8, min(500, records // 20)), dice)
    fixed = {path: text for path, text in _files() if _story_of(path) is None and not path.startswith("data/sites/")}
    yield from ((path, _promoted(path, text, sites)) for path, text in fixed.items())
    yield from ((f"data/sites/{site}.yaml", text) for site, _, text in sites)
    count, number = len(fixed) + len(sites), 0
    by_tier = {tier: [site for site, has, _ in sites if has == tier] for tier in PLAYERS.values()}
    while count < records:
        number += 1
        story = dice.choices(STORIES, WEIGHTS)[0]
        if story == "15" and len(by_tier["platinum"]) == 1:
            story = "11"  # a Platinum site gives one pilot its almost exclusive focus
        for path, text in _told(story, number, by_tier, dice):
            count += 1
            yield path, text


def write(root: Path, records: int, seed: int = 1) -> int:
    """Write a world below a root; answer how many records it has."""
    count = 0
    for path, text in world(records, seed):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        count += 1
    return count


def _files() -> Iterator[tuple[str, str]]:
    for path in sorted(WORLD.rglob("*.yaml")):
        yield f"data/{path.relative_to(WORLD).as_posix()}", path.read_text(encoding="utf-8")


def _story_of(path: str) -> str | None:
    """Name the story that a record of tests/world belongs to: its number carries the story's two digits."""
    folder, stem = path.split("/")[1:3] if path.count("/") == 2 else ("", "")
    if folder == "notifications":
        return {"0011": "11", "0012": "11", "0014": "14", "0024": "14"}[Path(stem).stem[-4:]]
    number = re.search(r"(?:BUG|DT|INST|PATCH)-(\d\d)\d\d|FB-(\d\d)\d|-2008-0(\d\d)\b", stem)
    if folder in {"policy", "scenarios"} or number is None:
        return None
    return next(group for group in number.groups() if group)


def _sites(count: int, dice: random.Random) -> list[tuple[str, str, str]]:
    cities, found = list(places()), []
    template = (WORLD / "sites" / "SILVERFIR-T2.yaml").read_text(encoding="utf-8")
    for number in range(count):
        place = cities[number % len(cities)]
        plain = unicodedata.normalize("NFKD", place.city).encode("ascii", "ignore").decode()
        name = f"{re.sub(r'[^A-Z]+', '-', plain.upper()).strip('-')[:24]}-{number:03d}"
        tiers = list(PLAYERS.values())
        tier = dice.choices(tiers, (40, 30, 20, 10))[0] if number >= len(tiers) else tiers[number]
        history = f"tier_history:\n  - {{tier: {tier}, from: 2007-01-01, decided_by: coord-lena}}\n"
        text = re.sub(r"^tier_history:.*", history, template, flags=re.DOTALL | re.MULTILINE)
        north = f"{place.lat + dice.uniform(-0.2, 0.2):.2f}"
        spot = f'location: {{lat: {north}, lon: {place.lon}, city: "{place.city}", country: "{place.country}"}}'
        text = re.sub(r"^location:.*$", spot, text, flags=re.MULTILINE)
        text = re.sub(r"^name:.*$", f'name: "Centre {number} of {place.city}"', text, flags=re.MULTILINE)
        found.append((name, tier, text.replace("silverfir", name.lower())))
    return found


def _promoted(path: str, text: str, sites: list[tuple[str, str, str]]) -> str:
    """Give the site manager of a player in tests/world the same role at every site of that tier."""
    role = re.search(r"^( *- \{role: site-manager, scope: )([\w-]+)(.*)$", text, flags=re.MULTILINE)
    if not path.startswith("data/people/") or role is None:
        return text
    lines = [f"{role[1]}{site}{role[3]}" for site, tier, _ in sites if tier == PLAYERS[role[2]]]
    return text.replace(role[0], "\n".join(lines))


def _told(story: str, number: int, by_tier: dict[str, list[str]], dice: random.Random) -> Iterator[tuple[str, str]]:
    shift = timedelta(days=-7 * dice.randrange(60) if story == "11" else 0)
    cast = {player: dice.choice(by_tier[tier]) for player, tier in PLAYERS.items()}
    if story == "15":
        by_tier["platinum"].remove(cast["PLATEAU-T1"])
    texts = [(path, text) for path, text in _files_of(story)]
    renamed = [(_renamed(path, number, cast), _shifted(_renamed(text, number, cast), shift)) for path, text in texts]
    digest = next(_notes_digest(text) for path, text in renamed if path.startswith("data/patches/"))
    yield from ((path, _DIGEST.sub(digest, text)) for path, text in renamed)


_STORIES: dict[str, list[tuple[str, str]]] = {}


def _files_of(story: str) -> list[tuple[str, str]]:
    if not _STORIES:
        for path, text in _files():
            _STORIES.setdefault(_story_of(path) or "", []).append((path, text))
    return _STORIES[story]


def _renamed(text: str, number: int, cast: dict[str, str]) -> str:
    text = re.sub(r"\b(PATCH|BUG|INST|DT)-(\d\d)(\d\d)\b", lambda found: f"{found[1]}-{number}{found[3]}", text)
    text = re.sub(r"\bFB-(\d\d)(\d)\b", lambda found: f"FB-{number}{found[2]}", text)
    text = re.sub(r"issues/(\d\d)(\d)\b", lambda found: f"issues/{number}{found[2]}", text)
    yearly = f"{2000 + number // 900}-{number % 900 + 100:03d}"
    text = re.sub(r"\b(PILOT|PM|EXC|OVR|REL)-2008-0\d\d\b", lambda found: f"{found[1]}-{yearly}", text)
    text = re.sub(r"\bNTF-2008-00(\d\d)\b", lambda found: _notice(number, found[1]), text)
    text = re.sub(r'(version: "\d+\.\d+\.)(\d+)-', lambda found: f"{found[1]}{number}{found[2]}-", text)
    for player, site in cast.items():
        text = text.replace(player, site).replace(player.partition("-")[0].lower(), site.lower())
    return text


def _notice(number: int, told: str) -> str:
    """Number a notification: each story has at most two, the earlier one even."""
    return f"NTF-{2000 + number // 4000}-{number % 4000 * 2 + (told in {'12', '24'}):04d}"


def _shifted(text: str, shift: timedelta) -> str:
    return _DAY.sub(lambda found: (date.fromisoformat(found[1]) + shift).isoformat(), text) if shift else text


def _notes_digest(patch: str) -> str:
    """Work out the digest of the release notes of a patch text (records.md §1.5), independently of the product."""
    from yaml import CSafeLoader, load  # noqa: PLC0415 - a second opinion, only for worlds

    notes = load(patch, Loader=CSafeLoader)["release_notes"]
    part = {key: notes[key] for key in ("changes", "configuration_instructions", "known_issues")}
    text = json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
