"""Dumps: what ldapsearch writes is read as the server itself is, and a cut one is no dump."""

import pytest

from generator.grid.bdii import Manners, address_of, entries_at
from generator.grid.entries import SourceError
from generator.grid.glue import ADRIFT, UNPRINTABLE, publications
from generator.grid.ldif import entries_in
from tests.grid.slapd import InformationSystem

SUBCLUSTER = """\
dn: GlueSubClusterUniqueID=c1,o=grid
objectclass: gluesubcluster
gluechunkkey: glueclusteruniqueid = C1
GLUEHOSTAPPLICATIONSOFTWARERUNTIMEENVIRONMENT: VO-ops-PPS-PILOT-2008-014
"""
CLUSTER = """\
dn: GlueClusterUniqueID=c1,o=grid
objectClass: GlueCluster
GlueClusterUniqueID: c1
GlueForeignKey: GlueSiteUniqueID=BOREAS-T2
"""


def sites_of(text: str) -> dict[str, list[str]]:
    found = publications(entries_in(text.encode(), "dump.ldif"))
    return {seen.name: sorted(seen.tags) for seen in found.sites.values()}


def test_a_dump_says_what_its_server_says(three_sites: InformationSystem) -> None:
    dump = [three_sites.dump("o=grid"), three_sites.dump("o=glue")]
    asked = publications(entries_at(address_of(three_sites.url), Manners(attempts=1), lambda _: None))

    assert publications(entries_in("\n".join(dump).encode(), "dump.ldif")) == asked


def test_a_dump_in_pages_is_read_as_one(three_sites: InformationSystem) -> None:
    paged = three_sites.dump("o=grid", "-E", "pr=2/noprompt")

    assert entries_in(three_sites.dump("o=grid").encode(), "dump.ldif") == entries_in(paged.encode(), "dump.ldif")


def test_a_dump_that_tells_nothing_of_its_search_is_believed(three_sites: InformationSystem) -> None:
    plain = three_sites.dump("o=grid", "-LLL")

    assert entries_in(three_sites.dump("o=grid").encode(), "dump.ldif") == entries_in(plain.encode(), "dump.ldif")


def test_a_dump_that_a_limit_has_cut_is_no_dump(three_sites: InformationSystem) -> None:
    cut = three_sites.dump("o=grid", "-z", "3")

    with pytest.raises(SourceError, match="its search ended with `result: 4 Size limit exceeded`"):
        entries_in(cut.encode(), "dump.ldif")


@pytest.mark.parametrize("options", [(), ("-E", "pr=2/noprompt")])
def test_a_dump_of_which_only_the_head_is_there_is_no_dump(
    options: tuple[str, ...], three_sites: InformationSystem
) -> None:
    whole = three_sites.dump("o=grid", *options)
    head = whole[: whole.rindex("# search result")]
    last_page = whole[: whole.rindex("# extended LDIF")]

    for text in (head, f"{head}\n{whole}", *filter(None, [last_page])):
        with pytest.raises(SourceError, match="was cut: a search in it has no `result:` at its end"):
            entries_in(text.encode(), "dump.ldif")


def test_names_and_keys_have_no_case() -> None:
    assert sites_of(f"{SUBCLUSTER}\n{CLUSTER}") == {"BOREAS-T2": ["VO-ops-PPS-PILOT-2008-014"]}


def test_folded_lines_comments_and_base64_are_read() -> None:
    folded = SUBCLUSTER.replace("-014\n", "\n -014\n") + "# nobody reads\n  this\n"
    coded = CLUSTER.replace("GlueForeignKey: GlueSiteUniqueID=BOREAS-T2", "GlueForeignKey:: R2x1ZVNpdGVVbmlxdWVJRD1F")

    assert sites_of(f"version: 1\n\n{folded}\r\n\r\n{coded}") == {"E": ["VO-ops-PPS-PILOT-2008-014"]}


def test_an_entry_that_leads_nowhere_is_counted_and_spoils_nothing() -> None:
    adrift = SUBCLUSTER.replace("= C1", "= C2")
    found = publications(entries_in(f"{SUBCLUSTER}\n{CLUSTER}\n{adrift}".encode(), "dump.ldif"))

    assert (sorted(found.sites), found.lost, found.lost_share) == (["boreas-t2"], {ADRIFT: 1}, 0.5)


@pytest.mark.parametrize("value", [": w6k=", " tab\there", f" {'x' * 256}", ""])
def test_a_value_that_is_no_printable_ascii_is_dropped_and_counted(value: str) -> None:
    broken = f"{SUBCLUSTER}GlueHostApplicationSoftwareRunTimeEnvironment:{value}\n"
    found = publications(entries_in(f"{broken}\n{CLUSTER}".encode(), "dump.ldif"))

    assert (found.sites["boreas-t2"].tags, found.lost) == ({"VO-ops-PPS-PILOT-2008-014"}, {UNPRINTABLE: 1})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "dump.ldif is empty"),
        ("dn: o=grid\nobjectClass: organ", "ends in the middle of a line"),
        ("dn: o=grid\nno line of anything\n", r"dump.ldif:2: this is no line of LDIF"),
        ("objectClass: GlueSite\n", "an entry begins with objectclass, not with dn"),
        ("dn: o=grid\no:: %%%\n", r"dump.ldif:2: the value is no base64"),
        ("dn: o=grid\no:< file:///etc/passwd\n", "a value that lies elsewhere is not fetched"),
    ],
)
def test_a_broken_dump_is_named_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        entries_in(text.encode(), "dump.ldif")
