"""Fields that are required only where a condition holds (PPS101)."""

import pytest

from tests.records.world_files import MINOR_PATCH, all_told, changed

BUG = "data/bugs/BUG-1301.yaml"
PILOT = "data/pilots/PILOT-2008-014.yaml"
PREVIEW = "data/installations/INST-1100-COLLINA-GRID.yaml"
POST_MORTEM = "data/post-mortems/PM-2008-015.yaml"


@pytest.mark.parametrize(
    ("old", "new", "path", "expected"),
    [
        (
            'originator_note: "seen in a weekly test run"\n',
            "",
            BUG,
            "1:1 PPS101 originator_note is required where originator is none; say why nobody is known",
        ),
        (
            'base_version: "1.6.10-1"\n',
            "",
            MINOR_PATCH,
            (
                "1:1 PPS101 base_version is required unless attributes.new_service is true; "
                "name the version that the patch updates"
            ),
        ),
        ("isolated: true\n", "", PREVIEW, "1:1 PPS101 isolated is required for a preview; add isolated: true"),
        (
            "settings: inherited\n",
            "",
            PREVIEW,
            "1:1 PPS101 settings is required for a preview; add settings: inherited or custom",
        ),
        (
            "prolong_until: 2008-07-14\n",
            "",
            POST_MORTEM,
            "1:1 PPS101 prolong_until is required for decision prolong; name the last day",
        ),
        (
            "patches: [PATCH-1500]\n",
            "",
            "data/exceptions/EXC-2008-015.yaml",
            "1:1 PPS101 patches is required for uncertified software; name the patches that it covers",
        ),
        (
            "event: started\n",
            "",
            "data/notifications/NTF-2008-0024.yaml",
            (
                "1:1 PPS101 event is required for a notification about a patch or a pilot; "
                "name the type of the event that it reports"
            ),
        ),
        (
            "slot: 2008-06-16\n",
            "",
            "data/notifications/NTF-2008-0024.yaml",
            "1:1 PPS101 slot is required for a reminder; name the due date that it fulfils",
        ),
        (
            "bugs: [BUG-1101]\n",
            "",
            "data/notifications/NTF-2008-0012.yaml",
            "1:1 PPS101 bugs is required for a personal notification; name the bugs that it is about",
        ),
        (
            "invites_verification: true\n",
            "",
            "data/notifications/NTF-2008-0012.yaml",
            "1:1 PPS101 invites_verification is required for a personal notification; say whether it invites to verify",
        ),
        (
            "site: SILVERFIR-T2, by",
            "by",
            PILOT,
            "21:5 PPS101 agreements[5].site is required for part site; name the site",
        ),
        (
            "name: Plateau",
            "renamed_to: COLLINA-GRID\nname: Plateau",
            "data/sites/PLATEAU-T1.yaml",
            "1:1 PPS101 retired_on is required where renamed_to is given; name the last day of this name",
        ),
        ("vo: lumen, by", "by", PILOT, "19:5 PPS101 agreements[3].vo is required for part vo; name the vo"),
        (
            "name: LUMEN",
            "renamed_to: ops\nname: LUMEN",
            "data/vos/lumen.yaml",
            "1:1 PPS101 retired_on is required where renamed_to is given; name the last day of this name",
        ),
    ],
)
def test_a_conditional_field_is_asked_for_where_its_condition_holds(
    old: str, new: str, path: str, expected: str
) -> None:
    assert [expected] == all_told(changed(old, new, path))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("originator: none\noriginator_note", "originator: user-timo\noriginator_note", BUG),
        ("decision: prolong\nprolong_until: 2008-07-14\n", "decision: promote\n", POST_MORTEM),
        ("kind: uncertified-software", "kind: deviation", "data/exceptions/EXC-2008-015.yaml"),
        ("name: LUMEN", "renamed_to: ops\nretired_on: 2008-06-20\nname: LUMEN", "data/vos/lumen.yaml"),
        (
            "name: Plateau",
            "renamed_to: COLLINA-GRID\nretired_on: 2008-06-20\nname: Plateau",
            "data/sites/PLATEAU-T1.yaml",
        ),
        (
            "kind: reminder\nabout: PILOT-2008-014\nevent: started\nslot: 2008-06-16\n",
            "kind: policy-change\nabout: POLICY-1.0\n",
            "data/notifications/NTF-2008-0024.yaml",
        ),
    ],
)
def test_a_conditional_field_is_not_asked_for_elsewhere(old: str, new: str, path: str) -> None:
    assert [] == all_told(changed(old, new, path))


def test_a_scoped_role_names_its_scope_and_no_other_does() -> None:
    scoped = changed("role: release-manager, man_days", "role: roc-manager, man_days")
    unscoped = changed("role: release-manager, man_days", "role: release-manager, scope: ops, man_days")

    assert all_told(scoped) == [
        "27:5 PPS101 events[2].scope is required for the role 'roc-manager'; add scope: an id of data/rocs/"
    ]
    assert all_told(unscoped) == [
        "27:92 PPS103 events[2].scope is given for the role 'release-manager', which has none; remove it"
    ]


def test_a_role_that_cannot_be_read_asks_for_no_scope() -> None:
    misspelt = changed("role: release-manager, man_days", "role: release-manger, scope: ops, man_days")

    assert 1 == len(misspelt.flaws)
    assert "events[2].role is 'release-manger'" in misspelt.flaws[0].message
