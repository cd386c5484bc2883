"""Imports: what exists elsewhere becomes a diff of new records, and nothing that exists is touched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.grid.commands import pps
from tests.grid.published import Cluster, PublishedSite, ldif_of

GOCDB = """\
<?xml version="1.0" encoding="UTF-8"?>
<results>
  <SITE ID="7" PRIMARY_KEY="7G0" NAME="BOREAS-T2">
    <SHORT_NAME>BOREAS-T2</SHORT_NAME><OFFICIAL_NAME>Boreas Tier-2 &amp; cluster</OFFICIAL_NAME>
    <ROC>Alps</ROC><PRODUCTION_INFRASTRUCTURE>Production</PRODUCTION_INFRASTRUCTURE>
    <LATITUDE>59.913</LATITUDE><LONGITUDE>10.752</LONGITUDE><LOCATION>Oslo, Norway</LOCATION>
    <COUNTRY_CODE>NO</COUNTRY_CODE><TIMEZONE>Europe/Oslo</TIMEZONE>
    <CONTACT_EMAIL>somebody@boreas.example.org</CONTACT_EMAIL>
  </SITE>
  <SITE ID="8" NAME="COLLINA-GRID"><SHORT_NAME>COLLINA-GRID</SHORT_NAME><OFFICIAL_NAME>Collina</OFFICIAL_NAME></SITE>
</results>
"""
BOREAS = """\
name: "Boreas Tier-2 & cluster"
roc: ROC-ALPS
infrastructure: production
location: {lat: 59.91, lon: 10.75, city: Oslo, country: "NO"}
vos: [lumen, ops]
platforms: [sl4-i386]
tier_history: []
"""
FILL = ("--vo", "lumen", "--vo", "ops", "--platform", "sl4-i386")
MAPPING = """\
kind: bugs
id: "BUG-{Item ID}"
fields:
  kind: "{Category}"
  title: "{Summary}"
  tracker_url: "https://savannah.example.org/bugs/{Item ID}"
  originator: "{Submitted by}"
  production_impact: "{Impact}"
  security: "{Private}"
words:
  kind: {Defect: bug, Wish: request}
  production_impact: {"": none, Slow: degraded}
  security: {"yes": true, "no": false}
"""
TRACKER = """\
Item ID,Summary,Submitted by,Category,Impact,Private,Votes
1190,"copy ""hangs"" over {Impact}
 and [more]: {x}",user-timo,Defect,Slow,no,3
1191,unknown author,nobody-known,Defect,,no,1
1192,strange,user-timo,Rumour,,no,1
1101,already here,user-timo,Defect,,no,1
"""


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    """Answers a repository of the small world in which files may come to stand."""
    shutil.copytree(world / "data", tmp_path / "bulletin" / "data")
    return tmp_path / "bulletin"


def imported(root: Path, *arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Imports, answers the diff and the remarks, and sees that nothing was written."""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert pps(root, "import", *arguments) == 0
    assert before == {path: path.read_bytes() for path in root.rglob("*.yaml")}
    said = capsys.readouterr()
    return said.out, said.err


def test_a_site_of_the_gocdb_becomes_a_record_that_check_accepts(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sites.xml").write_text(GOCDB)
    diff, _ = imported(root, "sites", "--gocdb", tmp_path / "sites.xml", *FILL, capsys=capsys)
    subprocess.run(["git", "apply"], cwd=root, input=diff, text=True, check=True)

    assert (root / "data" / "sites" / "BOREAS-T2.yaml").read_text() == BOREAS
    assert pps(root, "check", "data/sites") == 0


def test_what_has_no_place_or_stands_otherwise_is_listed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sites.xml").write_text(GOCDB)
    diff, told = imported(root, "sites", "--gocdb", tmp_path / "sites.xml", *FILL, capsys=capsys)

    assert "BOREAS-T2: TIMEZONE 'Europe/Oslo' has no place in the record" in told
    assert "COLLINA-GRID: name is 'Collina grid cluster' here and 'Collina' there; left as it is" in told
    assert "somebody@" not in diff + told
    assert "1 new records" in told


def test_what_nobody_reads_of_the_gocdb_is_named_once_and_without_values(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "<COUNTRY>Norway</COUNTRY><TIER>2</TIER><SUBGRID/></SITE>"
    (tmp_path / "sites.xml").write_text(GOCDB.replace("</SITE>", more))
    _, told = imported(root, "sites", "--gocdb", tmp_path / "sites.xml", *FILL, capsys=capsys)

    assert ["not mapped: ID, PRIMARY_KEY, CONTACT_EMAIL, COUNTRY, TIER"] == [
        line for line in told.splitlines() if "not mapped" in line
    ]


def test_a_site_whose_record_would_be_incomplete_is_listed_with_the_way_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sites.csv").write_text("id;name;roc\nBOREAS-T2;Boreas;ROC-NOWHERE\nno id\n")
    diff, told = imported(root, "sites", "--csv", tmp_path / "sites.csv", capsys=capsys)

    assert diff == ""
    assert "BOREAS-T2: " in told
    assert "infrastructure" in told
    assert "NO ID: this is no id of a site" in told


def test_sites_of_a_table_and_a_dump_carry_elements_and_vos(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sites.csv").write_text(
        "id,name,roc,infrastructure,lat,lon,city,country,ces,vos,platforms\n"
        "BOREAS-T2,Boreas,ROC-ALPS,production,59.9,10.8,Oslo,NO,ce01.boreas.example.org,lumen ops ghost,sl4-i386\n"
    )
    table, told = imported(root, "sites", "--csv", tmp_path / "sites.csv", capsys=capsys)
    site = PublishedSite(name="Boreas", clusters=(Cluster(ces=("ce01.boreas.example.org",)),))
    (tmp_path / "bdii.ldif").write_text("\n".join(ldif_of([site]).values()))
    also = ("--infrastructure", "production", "--platform", "sl4-i386", "--country", "SI")
    dump, _ = imported(root, "sites", "--ldif", tmp_path / "bdii.ldif", *also, capsys=capsys)

    assert "+ces: [ce01.boreas.example.org]\n+vos: [lumen, ops]\n" in table
    assert "VO 'ghost', of which there is no record," in told
    assert "+ces: [ce01.boreas.example.org]\n+bdii_name: Boreas\n+vos: [lumen, ops]\n" in dump
    assert "+location: {lat: 46.06, lon: 14.51, city: Ljubljana, country: SI}\n" in dump


def test_rows_of_a_tracker_become_records_and_the_others_are_listed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bugs.csv").write_text(TRACKER)
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    diff, told = imported(root, "tracker", tmp_path / "bugs.csv", "--mapping", tmp_path / "mapping.yaml", capsys=capsys)
    subprocess.run(["git", "apply"], cwd=root, input=diff, text=True, check=True)
    record = (root / "data" / "bugs" / "BUG-1190.yaml").read_text()

    assert 'title: "copy \\"hangs\\" over {Impact} and [more]: {x}"\n' in record
    assert "production_impact: degraded\n" in record
    assert [line for line in diff.splitlines() if line.startswith("+++")] == ["+++ b/data/bugs/BUG-1190.yaml"]
    assert "BUG-1191: " in told
    assert "row 3: " in told
    assert "the tracker says 'Rumour'" in told
    assert "BUG-1101: a record stands already and is left as it is" in told
    assert "column 'Votes' is in no field" in told


def test_an_xml_export_of_a_tracker_is_read_like_a_table(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bugs.xml").write_text(
        "<export><item><ID>1190</ID><T>a &amp; b</T><U>user-timo</U></item></export>", encoding="utf-8"
    )
    (tmp_path / "mapping.yaml").write_text(
        'kind: bugs\nid: "BUG-{ID}"\nfields: {kind: bug, title: "{T}", tracker_url: "https://t.example.org/{ID}", '
        'originator: "{U}", production_impact: none, security: "false"}\n'
    )
    diff, _ = imported(root, "tracker", tmp_path / "bugs.xml", "--mapping", tmp_path / "mapping.yaml", capsys=capsys)

    assert '+title: "a & b"\n' in diff


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (("--csv", "site,roc\nX-1,ROC-X\n"), "no site has id here, but 'site', 'roc'; write the ids of the sites"),
        (("--gocdb", "root:x:0\nnobody:y:1\n"), "no site has SHORT_NAME or NAME here, but 'root:x:0'; choose its XML"),
        (("--csv", "id,name,roc\n"), "no site is found here; write the ids of the sites below a head `id`"),
        (("--gocdb", "<results></results>"), "no site is found here; choose its XML export of sites"),
        (
            ("--ldif", "dn: o=grid\nobjectClass: organization\n"),
            "no site is found here, which is a GlueSite of GLUE 1.3",
        ),
    ],
)
def test_a_source_that_names_no_site_is_refused_as_a_whole(
    source: tuple[str, str], reason: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export").write_text(source[1], encoding="utf-8")

    assert 1 == pps(root, "import", "sites", source[0], tmp_path / "export")
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "bb">]><a><r><f>&b;</f></r></a>', "it declares a document type"),
        ("<a><r></a>", "is no XML"),
        ("Item ID\n\xff", "is no UTF-8"),
        ('<?xml version="1.0" encoding="x-foo"?><a><r/></a>', "is no XML that can be read: unknown encoding"),
        ('<?xml version="1.0" encoding="big5"?><a><r/></a>', "is no XML that can be read: multi-byte encodings"),
        ("Item ID,Summary, Item ID\n1,a,2\n", "has 2 columns with the head 'Item ID'; rename or remove one"),
    ],
)
def test_an_export_that_cannot_be_read_is_named(
    content: str, reason: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export").write_bytes(content.encode("latin-1"))
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    code = pps(root, "import", "tracker", tmp_path / "export", "--mapping", tmp_path / "mapping.yaml")

    assert code == 1
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("kind: bugs\n", "is no mapping"),
        ("kind: rumours\nid: x\nfields: {a: b}\n", "there is no kind 'rumours'"),
        ("kind: bugs\nid: x\nfields: {colour: b}\n", "have no field 'colour'"),
        ("kind: bugs\nkind: bugs\n", "mapping.yaml:2: "),
    ],
)
def test_a_mapping_that_does_not_fit_is_named(
    mapping: str, reason: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bugs.csv").write_text(TRACKER)
    (tmp_path / "mapping.yaml").write_text(mapping)
    code = pps(root, "import", "tracker", tmp_path / "bugs.csv", "--mapping", tmp_path / "mapping.yaml")

    assert code == 1
    assert reason in capsys.readouterr().err
