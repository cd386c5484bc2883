"""`pps observe`: writes a good observation as a whole, and leaves the last good one alone whatever happens."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.policy.observations import UnreadableObservationError, observation_from
from tests.grid.commands import pps
from tests.grid.conftest import THREE
from tests.grid.large import large
from tests.grid.published import Cluster, PublishedSite, ldif_of
from tests.grid.slapd import InformationSystem, free_port

Cut = Callable[[Iterable[PublishedSite]], tuple[PublishedSite, ...]]


def dump(path: Path, sites: tuple[PublishedSite, ...]) -> Path:
    """Writes the dump of some sites."""
    path.write_text("\n".join(ldif_of(sites).values()), encoding="utf-8")
    return path


def test_an_observation_is_written_by_the_names_of_the_records(
    three_sites: InformationSystem, world: Path, tmp_path: Path
) -> None:
    out = tmp_path / "observation.json"
    assert pps(world, "observe", "--ldap", three_sites.url, "--out", out) == 0
    value = json.loads(out.read_text())

    assert value == {
        "observed_at": "2008-06-20T00:00:00Z",
        "source": three_sites.url,
        "sites": {
            "FARAWAY-GRID": [],
            "GOLDCREST-T2": ["GLITE-3_1_0", "VO-ops-PPS-PILOT-2008-014"],
            "PLATEAU-T1": ["SLC4", "VO-ops-PPS-PILOT-2008-015"],
        },
        "ces": {
            "GOLDCREST-T2": {
                "ce01.goldcrest.example.org": ["GLITE-3_1_0", "VO-ops-PPS-PILOT-2008-014"],
                "ce02.goldcrest.example.org": ["GLITE-3_1_0"],
            },
            "PLATEAU-T1": {"ce01.plateau.example.org": ["SLC4"], "ce02.plateau.example.org": ["SLC4"]},
        },
        "last_seen": {},
    }


def test_a_site_is_known_by_its_other_name(world: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "sites").mkdir(parents=True)
    record = (world / "data" / "sites" / "GOLDCREST-T2.yaml").read_text() + "bdii_name: Golden\n"
    (tmp_path / "data" / "sites" / "GOLDCREST-T2.yaml").write_text(record)
    named = PublishedSite(name="golden", clusters=(Cluster(ces=(), tags=("SLC4",)),))
    out = tmp_path / "observation.json"
    assert pps(tmp_path, "observe", "--ldif", dump(tmp_path / "dump.ldif", (named,)), "--out", out) == 0

    assert observation_from(out.read_text()).sites == {"GOLDCREST-T2": ("SLC4",)}


def test_a_site_that_is_gone_keeps_the_moment_when_it_was_seen(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "observation.json"
    sites = tuple(large(10))
    pps(world, "observe", "--ldif", dump(tmp_path / "1.ldif", sites), "--out", out, today="2008-06-18")
    pps(world, "observe", "--ldif", dump(tmp_path / "2.ldif", sites[1:]), "--out", out, today="2008-06-19")
    assert pps(world, "observe", "--ldif", dump(tmp_path / "3.ldif", sites[1:]), "--out", out) == 0
    value = json.loads(out.read_text())

    assert ("SITE-000" in value["sites"], value["last_seen"]) == (False, {"SITE-000": "2008-06-18T00:00:00Z"})


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (lambda sites: tuple(sites)[:7], "30% of the sites (SITE-007, SITE-008, SITE-009)"),
        (
            lambda sites: tuple(
                PublishedSite(name=one.name, clusters=one.clusters if number % 3 else (Cluster(ces=()),))
                for number, one in enumerate(sites)
            ),
            "of the tags of 2008-06-20 have vanished",
        ),
    ],
)
def test_a_half_empty_answer_replaces_nothing_unless_it_is_forced(
    cut: Cut, said: str, world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, short = tmp_path / "observation.json", dump(tmp_path / "2.ldif", cut(large(10)))
    pps(world, "observe", "--ldif", dump(tmp_path / "1.ldif", tuple(large(10))), "--out", out)
    good = out.read_bytes()
    refused = pps(world, "observe", "--ldif", short, "--out", out)
    kept = out.read_bytes()
    forced = pps(world, "observe", "--ldif", short, "--out", out, "--force")

    assert (refused, kept, forced) == (1, good, 0)
    assert said in capsys.readouterr().err
    assert out.read_bytes() != good


def test_a_dump_whose_clusters_were_cut_off_is_refused_without_any_other(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(ldif_of(large(10)).values())
    entries = [one for one in text.split("\n\n") if "GlueClusterUniqueID=cluster1" not in one.split("\n")[0][:40]]
    path, out = tmp_path / "cut.ldif", tmp_path / "observation.json"
    path.write_text("\n\n".join(entries))
    code = pps(world, "observe", "--ldif", path, "--out", out)

    assert (code, out.exists()) == (1, False)
    assert "of what is published leads to no site" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "dn: o=grid\nobjectClass: organization\n", "dn: o=gr"])
def test_an_unreadable_source_is_an_error_and_never_an_empty_observation(
    text: str, world: Path, tmp_path: Path
) -> None:
    out, source = tmp_path / "observation.json", tmp_path / "dump.ldif"
    out.write_text("the last good one")
    source.write_text(text)

    assert (pps(world, "observe", "--ldif", source, "--out", out), out.read_text()) == (1, "the last good one")


def test_a_server_that_is_down_leaves_the_last_observation(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "observation.json"
    out.write_text("the last good one")
    url = f"ldap://127.0.0.1:{free_port()}"
    code = pps(world, "observe", "--ldap", url, "--out", out, "--attempts", "1")

    assert (code, out.read_text(), sorted(tmp_path.iterdir())) == (1, "the last good one", [out])


@pytest.mark.parametrize("cut", [("-z", "3"), ("-E", "pr=2")])
def test_a_dump_that_says_itself_that_it_was_cut_replaces_nothing(
    cut: tuple[str, str], three_sites: InformationSystem, world: Path, tmp_path: Path
) -> None:
    out, source = tmp_path / "observation.json", tmp_path / "dump.ldif"
    out.write_text("the last good one")
    source.write_text(three_sites.dump("o=grid", *cut).partition("\nPress")[0] + "\n")
    codes = [pps(world, *command, "--ldif", source) for command in (("observe", "--out", out), ("import", "sites"))]

    assert ([1, 1], "the last good one") == (codes, out.read_text())


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"observed_at": "0001-01-01T00:00:00+10:00", "source": "x", "sites": {}}',
        '{"observed_at": "9999-12-31T23:00:00-10:00", "source": "x", "sites": {}}',
    ],
)
def test_what_no_information_system_ever_said_is_no_observation(text: str) -> None:
    with pytest.raises(UnreadableObservationError, match="this is no observation"):
        observation_from(text)


def test_one_source_is_named(world: Path, tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.ldif", THREE)
    both = ("--ldap", "ldap://127.0.0.1", "--ldif", source)

    assert [pps(world, "observe", *some, "--out", tmp_path / "o") for some in ((), both)] == [2, 2]


@pytest.mark.parametrize("seconds", ["inf", "1e10", "nan", "0"])
def test_a_time_that_never_ends_is_wrong_use(
    seconds: str, world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"ldap://127.0.0.1:{free_port()}"

    assert 2 == pps(world, "observe", "--ldap", url, "--out", tmp_path / "o", "--timeout", seconds)
    assert "--timeout" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["http://bdii.example.org", "bdii.example.org:2170", "ldap://", "ldap://bdii..example.org"]
)
def test_what_is_no_address_of_an_information_system_is_wrong_use(world: Path, tmp_path: Path, url: str) -> None:
    out = tmp_path / "observation.json"

    assert (2, False) == (pps(world, "observe", "--ldap", url, "--out", out), out.exists())
