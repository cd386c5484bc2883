"""The document's words: closed lists that records, rules and pages share."""

from __future__ import annotations

from enum import StrEnum


class Component(StrEnum):
    """What a patch updates: one part only (A13)."""

    CLIENT = "client"
    SERVER = "server"


class UseCase(StrEnum):
    """The class of an update, rising; derived from the attributes, never stored (T014)."""

    BC_CLIENT = "bc-client"
    NBC_CLIENT = "nbc-client"
    BC_SERVER_MINOR = "bc-server/minor"
    BC_SERVER_MAJOR = "bc-server/major"
    NBC_SERVER = "nbc-server"

    @property
    def rank(self) -> int:
        """Position in the rising order of the use cases, from 0."""
        return _RANKS[self]

    @property
    def is_client_class(self) -> bool:
        """True for the two classes that are previewed beside production instead of piloted."""
        return self in {UseCase.BC_CLIENT, UseCase.NBC_CLIENT}

    @property
    def is_bc_server(self) -> bool:
        """True for the minor and the major update of a backward-compatible server."""
        return self in {UseCase.BC_SERVER_MINOR, UseCase.BC_SERVER_MAJOR}

    @property
    def in_words(self) -> str:
        """The use case as a reader of the bulletin calls it."""
        return _IN_WORDS[self]


_RANKS = {use_case: rank for rank, use_case in enumerate(UseCase)}
_IN_WORDS = {
    UseCase.BC_CLIENT: "backward-compatible client",
    UseCase.NBC_CLIENT: "non-backward-compatible client",
    UseCase.BC_SERVER_MINOR: "backward-compatible server, minor update",
    UseCase.BC_SERVER_MAJOR: "backward-compatible server, major update",
    UseCase.NBC_SERVER: "non-backward-compatible server",
}


class Tier(StrEnum):
    """How far a site takes part in pre-production, rising (T022, T065, T094, T135)."""

    NONE = "none"
    COLLABORATING = "collaborating"
    SILVER = "silver"
    GOLD = "gold"
    PLATINUM = "platinum"

    @property
    def rank(self) -> int:
        """Position in the rising order of the tiers, from 0."""
        return list(Tier).index(self)


class Role(StrEnum):
    """Who acts or approves (policy §4.1)."""

    RELEASE_MANAGER = "release-manager"
    SA3_CERTIFICATION = "sa3-certification"
    SA3_RELEASE = "sa3-release"
    SA1_OPERATIONS = "sa1-operations"
    PPS_COORDINATION = "pps-coordination"
    EMT = "emt"
    DEVELOPER = "developer"
    EIS = "eis"
    USER = "user"
    SITE_MANAGER = "site-manager"
    ROC_MANAGER = "roc-manager"
    VO_MANAGER = "vo-manager"

    @property
    def scope_kind(self) -> str | None:
        """Folder of the records that a scope of this role names; None for a role without scope."""
        return _SCOPE_KINDS.get(self)


_SCOPE_KINDS = {Role.SITE_MANAGER: "sites", Role.ROC_MANAGER: "rocs", Role.VO_MANAGER: "vos"}


class Decision(StrEnum):
    """What an approval says; `abstain` counts only as an answer (A34)."""

    APPROVE = "approve"
    REJECT = "reject"
    ABSTAIN = "abstain"


class Part(StrEnum):
    """The concerned parts that agree to a pilot (T088)."""

    DEVELOPMENT = "development"
    CERTIFICATION = "certification"
    OPERATIONS = "operations"
    VO = "vo"
    SITE = "site"


class Severity(StrEnum):
    """The EMT's word for a bug, rising."""

    WISH = "wish"
    TRIVIAL = "trivial"
    MINOR = "minor"
    NORMAL = "normal"
    MAJOR = "major"
    CRITICAL = "critical"
    BLOCKER = "blocker"

    @property
    def counts_as_major(self) -> bool:
        """True for major and above (A17)."""
        return self in {Severity.MAJOR, Severity.CRITICAL, Severity.BLOCKER}


class Rollback(StrEnum):
    """How far a server update can be taken back (A15)."""

    FULL = "full"
    PARTIAL = "partial"
    IMPOSSIBLE = "impossible"


class Infrastructure(StrEnum):
    """Which grid a site belongs to."""

    PRODUCTION = "production"
    PPS = "pps"
    CERTIFICATION = "certification"


class PatchState(StrEnum):
    """States of a patch (lifecycle §2.2)."""

    REGISTERED = "registered"
    IN_CERTIFICATION = "in-certification"
    IN_PREVIEW = "in-preview"
    CERTIFIED = "certified"
    IN_PPS = "in-pps"
    READY_FOR_PRODUCTION = "ready-for-production"
    IN_PRODUCTION = "in-production"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    ROLLED_BACK = "rolled-back"

    @property
    def is_terminal(self) -> bool:
        """True where no event leads on."""
        return self in _ENDED

    @property
    def is_open(self) -> bool:
        """True while the patch is still on its way to production."""
        return self not in _ENDED and self is not PatchState.IN_PRODUCTION

    @property
    def is_visible(self) -> bool:
        """True while users can see the patch in a preview or pilot."""
        return self in {PatchState.IN_PREVIEW, PatchState.IN_PPS}


_ENDED = {PatchState.REJECTED, PatchState.WITHDRAWN, PatchState.SUPERSEDED, PatchState.ROLLED_BACK}


class PilotState(StrEnum):
    """States of a pilot (lifecycle §3.1)."""

    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    RUNNING = "running"
    SUSPENDED = "suspended"
    EVALUATED = "evaluated"
    CLOSED = "closed"
    ABORTED = "aborted"
    ROLLED_BACK = "rolled-back"

    @property
    def is_terminal(self) -> bool:
        """True where no event leads on."""
        return self in {PilotState.CLOSED, PilotState.ABORTED, PilotState.ROLLED_BACK}

    @property
    def is_active(self) -> bool:
        """True while the pilot is agreed, running or suspended (PPS419)."""
        return self in {PilotState.AGREED, PilotState.RUNNING, PilotState.SUSPENDED}


class InstallationState(StrEnum):
    """The last step of a patch at a site, as the map shows it (lifecycle §4)."""

    DISTRIBUTED = "distributed"
    CONFIGURED = "configured"
    TESTED_FAILED = "tested failed"
    TESTED_PASSED = "tested passed"
    TAG_PUBLISHED = "tag published"
    TAG_WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class PolicyMode(StrEnum):
    """How a revision applies a rule (policy §5.4)."""

    ENFORCE = "enforce"
    WARN = "warn"
    SHADOW = "shadow"
