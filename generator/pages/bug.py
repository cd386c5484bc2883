"""The page of a bug or request: what it is, which patches fix it, and whether its originator agrees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.bulletin.embargo import change_of, is_embargoed, title_of
from generator.edition import Edition
from generator.lifecycle.patch_states import since, state_of
from generator.pages.feedback_lines import verification_form
from generator.pages.page import Heading, Page
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.policy.acceptance import settled_classification
from generator.records.bugs import Bug, SeverityEntry, Verification
from generator.records.patches import Patch

HEADINGS = (
    Heading(anchor="facts", text="Facts"),
    Heading(anchor="patches", text="Patches that fix it"),
    Heading(anchor="verifications", text="What the originator says"),
    Heading(anchor="sources", text="How we know"),
)

INVITED = "The originator is invited when a site has the first preview of a fix; the answer appears here."
NOBODY_INVITED = "Nobody is invited to verify a fix, since the originator is unknown."


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityLine:
    """The severity that the EMT assigned on a day."""

    value: str
    who: str
    day: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FixLine:
    """A patch that fixes the bug, its class, its state, what its notes say, and the filled-in form that verifies it."""

    patch: Ref
    title: str
    version: str
    use_case: str
    words: str
    state: str
    since: date | None
    text: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationLine:
    """An answer to the invitation to verify."""

    patch: Ref
    who: str
    day: date
    result: str
    kind: str
    reference: Ref | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BugFacts:
    """What may be said of a bug that is not embargoed; `awaited` tells whose answer is asked for, and when."""

    tracker: Ref
    originator: str
    impact: str
    security: str
    is_regraded: bool
    severities: tuple[SeverityLine, ...]
    fixes: tuple[FixLine, ...]
    verifications: tuple[VerificationLine, ...]
    awaited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugPage:
    """A bug; `facts` is None under embargo, and then nothing else is said."""

    id: str
    kind: str
    title: str
    facts: BugFacts | None
    source: Source


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every bug and request."""
    for bug in edition.shown(edition.registry.bugs):
        content = bug_page(bug, edition)
        yield Page(
            address=f"bugs/{bug.id}/",
            kind="bug",
            title=f"{bug.id}: {content.title}",
            description=f"{bug.kind.capitalize()} {bug.id}: {content.title}",
            content=content,
            search_text=f"{bug.kind} {content.title}",
            headings=HEADINGS if content.facts else (),
            section="patches/",
        )


def bug_page(bug: Bug, edition: Edition) -> BugPage:
    """Write what may be published of a bug today."""
    return BugPage(
        id=bug.id,
        kind=bug.kind,
        title=title_of(bug, edition.registry, edition.today),
        facts=None if is_embargoed(bug, edition.registry, edition.today) else _facts(bug, edition),
        source=source_of(bug),
    )


def _facts(bug: Bug, edition: Edition) -> BugFacts:
    today, signposts = edition.today, Signposts(edition.registry)
    severities = tuple(_severity(bug, one, signposts) for one in bug.emt_severity if one.date <= today)
    return BugFacts(
        tracker=signposts.link(bug.tracker_url),
        originator=_originator(bug, signposts),
        impact=bug.production_impact,
        security="a vulnerability; the embargo has ended" if bug.security else "no vulnerability",
        is_regraded=len(severities) > 1,
        severities=severities,
        fixes=tuple(_fix(bug, patch, edition) for patch in edition.registry.patches_by_bug.get(bug.id, ())),
        verifications=tuple(_verification(bug, one, signposts) for one in bug.verifications if one.date <= today),
        awaited=NOBODY_INVITED if bug.originator == "none" else INVITED,
    )


def _originator(bug: Bug, signposts: Signposts) -> str:
    return f"unknown: {bug.originator_note}" if bug.originator == "none" else signposts.person(bug.originator)


def _severity(bug: Bug, one: SeverityEntry, signposts: Signposts) -> SeverityLine:
    return SeverityLine(value=one.value, who=signposts.person(one.by), day=one.date, source=source_of(bug, one))


def _fix(bug: Bug, patch: Patch, edition: Edition) -> FixLine:
    found = settled_classification(patch, edition.facts)
    return FixLine(
        patch=Signposts(edition.registry).of(patch.id),
        title=patch.title,
        version=patch.version,
        use_case=found.use_case if found else "",
        words=found.use_case.in_words if found else "",
        state=state_of(patch, edition.today) or "",
        since=since(patch, edition.today),
        text=change_of(patch, bug.id, edition.registry, edition.today),
        form=verification_form(bug.id, patch.id),
    )


def _verification(bug: Bug, one: Verification, signposts: Signposts) -> VerificationLine:
    return VerificationLine(
        patch=signposts.of(one.patch),
        who=signposts.person(one.by),
        day=one.date,
        result=one.result.replace("-", " "),
        kind="good" if one.result == "verified" else "stop",
        reference=signposts.link(one.ref) if one.ref else None,
        source=source_of(bug, one),
    )
