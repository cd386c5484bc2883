"""A preview from its files to its users, with a real information system beside the records."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.assets import site_templates
from generator.edition import gather
from generator.feeds.map_twin import map_twin
from generator.pages.grid_site import of as sites
from generator.pages.map import of as maps
from generator.policy.observations import observation_from
from generator.rendering import Renderer
from tests.grid.commands import pps
from tests.grid.machines import chosen, machines
from tests.grid.published import Cluster, PublishedSite, ldif_of
from tests.grid.slapd import InformationSystem, information_system

PREVIEW = "VO-ops-PPS-glite-UI-2.5.0-1"
ROGUE = "VO-ops-PPS-PILOT-2008-014"
INSTALLATION = "data/installations/INST-1200-SILVERFIR-T2.yaml"
BY = "by: sm-silvan, role: site-manager, scope: SILVERFIR-T2"


def subcluster(site: str, ce: int = 0) -> str:
    """Answers the entry in which a site publishes what it has installed."""
    identity = f"cluster{ce}.{site.lower()}.example.org"
    top = f"Mds-Vo-name={site},Mds-Vo-name=local,o=grid"
    return f"GlueSubClusterUniqueID={identity},GlueClusterUniqueID={identity},{top}"


class Story:
    """The records of the small world, the information system of its sites, and what people do with both."""

    def __init__(self, root: Path, system: InformationSystem, capsys: pytest.CaptureFixture[str]) -> None:
        """Begin with records, a running information system, and what commands print."""
        self.root, self.system, self._capsys = root, system, capsys

    def records(self, event: str) -> None:
        """The site manager appends a step to the record of the installation."""
        path = self.root / INSTALLATION
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n  - {{{event}}}\n", encoding="utf-8")

    def tags(self, site: str, deed: str, tag: str) -> None:
        """The site manager runs the tag command, which changes what the site publishes."""
        attribute = "GlueHostApplicationSoftwareRunTimeEnvironment"
        self.system.modify(f"dn: {subcluster(site)}\nchangetype: modify\n{deed}: {attribute}\n{attribute}: {tag}\n")

    def sees(self, day: str) -> dict[str, list[str]]:
        """The bulletin looks at the information system, checks the records and draws the map; answers differences."""
        observation = self.root / "observation.json"
        assert pps(self.root, "observe", "--ldap", self.system.url, "--out", observation, "--force", today=day) == 0
        assert pps(self.root, "check", "--observation", observation, today=day) == 0
        on = date.fromisoformat(day)
        edition = gather(self.root, on, on, observation=observation_from(observation.read_text()))
        self.map = json.loads(map_twin(edition).content)["data"]
        renderer = Renderer(site_templates())
        self.pages = {page.address: renderer.article(page) for of in (maps, sites) for page in of(edition)}
        return {one["site"]: [one["observed"], *one["tags"]] for one in self.map["differences"]}

    def built(self, address: str, day: str) -> str:
        """The whole site is built with the observation; answers one of its pages."""
        observation, out = self.root / "observation.json", self.root / "site"
        assert pps(self.root, "build", "--out", out, "--observation", observation, today=day) == 0
        return (out / address / "index.html").read_text(encoding="utf-8")

    def cell(self, site: str) -> tuple[str, str | None]:
        """The map tells the last step of the preview at a site, and whether it is seen."""
        found = next(one for one in self.map["sites"] if one["id"] == site)["cells"]["PATCH-1200"]
        return found["step"], found["observed"]

    def job_goes_to(self, patch: str, day: str) -> tuple[str, ...]:
        """A user asks for the preview with an own requirement, and HTCondor's library chooses."""
        own = 'other.GlueSiteUniqueID != "NOWHERE" || false'
        self._capsys.readouterr()
        assert pps(self.root, "jdl", patch, "--requirements", own, today=day) == 0
        return chosen(self._capsys.readouterr().out, machines(self.system))


@pytest.fixture
def story(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Story]:
    """Answers the story at its beginning: every site publishes what the records say."""
    root = tmp_path / "bulletin"
    shutil.copytree(world / "data", root / "data")
    published = {"GOLDCREST-T2": ROGUE, "SILVERFIR-T2": ROGUE, "PLATEAU-T1": "VO-ops-PPS-PILOT-2008-015"}
    publishing = [
        PublishedSite(name=name, clusters=(Cluster(ces=(f"ce01.{name.lower()}.example.org",), tags=("SLC4", tag)),))
        for name, tag in published.items()
    ]
    publishing.append(PublishedSite(name="COLLINA-GRID", clusters=(Cluster(ces=("ce01.collina.example.org",)),)))
    (tmp_path / "bdii").mkdir()
    with information_system(tmp_path / "bdii", ldif_of(publishing)) as running:
        yield Story(root, running, capsys)


def test_a_preview_reaches_its_users_and_the_map_tells_the_truth(story: Story) -> None:
    # The files have arrived and are configured. The information system agrees with the records, and no job lands yet.
    assert story.sees("2008-06-20") == {}
    assert story.cell("SILVERFIR-T2") == ("configured", None)
    assert story.job_goes_to("PATCH-1200", "2008-06-20") == ()

    # The local test passes: the map tells it, and the page of the site shows the commands that publish the tag.
    ref = "https://sam.example.org/job/12"
    story.records(f"type: tested, date: 2008-06-20, {BY}, via: manual, result: passed, ref: {ref}")
    assert story.sees("2008-06-20") == {}
    assert story.cell("SILVERFIR-T2") == ("tested passed", None)
    command = f"lcg-ManageVOTag -host ce01.silverfir.example.org -vo ops --add -tag {PREVIEW}"
    assert command in story.pages["sites/SILVERFIR-T2/"]

    # The tag is recorded, but somebody forgets to run the command. On the day itself nobody complains.
    story.records(
        f"type: tag-published, date: 2008-06-20, {BY}, via: lcg-managevotag, ces: [ce01.silverfir.example.org]"
    )
    assert story.sees("2008-06-20") == {}
    assert story.cell("SILVERFIR-T2") == ("tag published", "not observed")

    # A day later it is found missing, with what to type; the JDL finds no site.
    assert story.sees("2008-06-21") == {"SILVERFIR-T2": ["recorded, not seen", PREVIEW]}
    assert story.cell("SILVERFIR-T2") == ("tag published", "recorded, not seen")
    assert command in story.pages["map/"]
    assert command in story.built("map/", "2008-06-21")
    assert story.job_goes_to("PATCH-1200", "2008-06-21") == ()

    # The command is run: records and information system agree, and the job lands at the site.
    story.tags("SILVERFIR-T2", "add", PREVIEW)
    assert story.sees("2008-06-21") == {}
    assert story.cell("SILVERFIR-T2") == ("tag published", "recorded and seen")
    assert story.job_goes_to("PATCH-1200", "2008-06-21") == ("SILVERFIR-T2",)

    # Another site publishes the tag of a pilot in which it takes no part: the map tells it, until it is removed.
    story.tags("COLLINA-GRID", "add", ROGUE)
    assert story.sees("2008-06-22") == {"COLLINA-GRID": ["seen, not recorded", ROGUE]}
    assert f"lcg-ManageVOTag -host ce01.collina.example.org -vo ops --remove -tag {ROGUE}" in story.pages["map/"]
    story.tags("COLLINA-GRID", "delete", ROGUE)
    assert story.sees("2008-06-22") == {}
