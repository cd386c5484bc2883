"""Every kind of record: the folder is the kind, the stem is the id (records.md §1.1, §1.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.records.bugs import Bug
from generator.records.decisions import ExceptionRecord, Overrule, PostMortem, Release
from generator.records.feedback import Feedback
from generator.records.installations import Installation
from generator.records.notifications import Notification
from generator.records.patches import Patch
from generator.records.people import Person
from generator.records.pilots import Pilot
from generator.records.policies import PolicyRevision
from generator.records.rocs import Roc
from generator.records.scenarios import DeploymentTest, Scenario
from generator.records.sites import Site
from generator.records.structure import Record
from generator.records.vocabulary import VocabularyRecord
from generator.records.vos import Vo


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One folder of data/: its record class, the pattern of its ids, and how an id looks."""

    record: type[Record]
    pattern: re.Pattern[str]
    example: str

    @property
    def folder(self) -> str:
        """Name of the folder below data/."""
        return self.record.folder


_YEARLY = r"\d{4}"
_TABLE: Final[tuple[tuple[type[Record], str, str], ...]] = (
    (PolicyRevision, r"POLICY-(0|[1-9]\d*)\.(0|[1-9]\d*)", "POLICY-major.minor"),
    (Person, r"[a-z][a-z0-9-]{1,38}", "a handle in lower case"),
    (Roc, r"ROC-[A-Z0-9-]{2,30}", "ROC-NAME"),
    (Site, r"[A-Za-z0-9][A-Za-z0-9._-]{1,38}", "SITE-NAME"),
    (Vo, r"[a-z][a-z0-9.-]{1,62}", "a name in lower case"),
    (Bug, r"BUG-[1-9]\d{0,7}", "BUG-n"),
    (Patch, r"PATCH-[1-9]\d{0,7}", "PATCH-n"),
    (Installation, r"INST-([1-9]\d{0,7})-(.+)", "INST-n-SITE"),
    (Pilot, rf"PILOT-{_YEARLY}-\d{{3}}", "PILOT-yyyy-nnn"),
    (Scenario, r"SCN-[a-z0-9-]{2,60}", "SCN-slug"),
    (DeploymentTest, r"DT-([1-9]\d{0,7})-\d{3}", "DT-n-nnn"),
    (Feedback, r"FB-([1-9]\d{0,8})", "FB-issue"),
    (Notification, rf"NTF-{_YEARLY}-\d{{4}}", "NTF-yyyy-nnnn"),
    (PostMortem, rf"PM-{_YEARLY}-\d{{3}}", "PM-yyyy-nnn"),
    (ExceptionRecord, rf"EXC-{_YEARLY}-\d{{3}}", "EXC-yyyy-nnn"),
    (Overrule, rf"OVR-{_YEARLY}-\d{{3}}", "OVR-yyyy-nnn"),
    (Release, rf"REL-{_YEARLY}-\d{{3}}", "REL-yyyy-nnn"),
)
KINDS: Final = {
    record.folder: Kind(record=record, pattern=re.compile(pattern, re.ASCII), example=example)
    for record, pattern, example in _TABLE
}
VOCABULARY: Final = Kind(record=VocabularyRecord, pattern=re.compile("vocab"), example="vocab")
