"""What somebody does about the open gates of a patch, its preview and its release notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.policy.decision import decision_of
from generator.policy.preview.notes_digest import notes_digest
from generator.terms import Role, UseCase
from tests.policy.acts_for_pilots import STEPS, settle, take_steps
from tests.policy.deeds import CLOSING, LINK, CannotActError

if TYPE_CHECKING:
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from tests.policy.acting import Acting

SHA: Final = "0" * 64


def offer(act: Acting, patch: str) -> None:
    """Publishes the first tag of a preview, after the steps before it."""
    previews = [
        (one, it) for one, it in act.world.all("installations") if (it["patch"], it["kind"]) == (patch, "preview")
    ]
    if not previews:
        if not any(event["type"] == "tarball-created" for event in act.world.of(patch)["events"]):
            act.event(patch, "tarball-created", Role.SA3_RELEASE, name="a.tar.gz", sha256=SHA, ref=LINK)
        site = preview_site(act, patch)
        identity = f"INST-{patch.removeprefix('PATCH-')}-{site}"
        shape = {"patch": patch, "site": site, "kind": "preview", "platforms": ["sl4-x86_64"]}
        act.world.add("installations", identity, **shape, isolated=True, settings="inherited", events=[])
        previews = [(identity, act.world.of(identity))]
        act.world.of(identity)["mechanism"] = "central"
        if act.facts.use_case(act.facts.registry.patches[patch]) is UseCase.NBC_CLIENT:
            act.world.of(identity).update(settings="custom", mechanism="local")
        take_steps(act, identity, site, ("distributed",))
    identity, values = previews[0]
    has = {event["type"] for event in values["events"] if event.get("result") != "failed"}
    use_case = act.facts.use_case(act.facts.registry.patches[patch])
    steps = STEPS if use_case is UseCase.NBC_CLIENT else ("distributed", "tested")
    take_steps(act, identity, values["site"], (*(one for one in steps if one not in has), "tag-published"))


def preview_site(act: Acting, patch: str) -> str:
    facts = act.facts
    required = facts.parameters().tiers.required
    is_nbc = facts.use_case(facts.registry.patches[patch]) is UseCase.NBC_CLIENT
    wanted = required.nbc_client if is_nbc else required.bc_client
    return next(one.id for one in facts.registry.sites.values() if one.tier_on(act.day) is wanted)


def complete_preview(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    patch = verdict.subject.id
    if "tag" in verdict.gate.message:
        offer(act, patch)
    elif CLOSING in verdict.gate.message:
        act.event(patch, "preview-closed", Role.PPS_COORDINATION)
    else:
        act.record(patch, "certified")


def notify(act: Acting, kind: str, about: str, to: dict[str, Any], **more: Any) -> None:
    identity = act.world.free("notifications", "NTF-2008-", 4)
    sender = act.person(Role.PPS_COORDINATION)
    sent = {"to": to, "channel": "mail", "sent_on": act.day, "by": sender}
    act.world.add("notifications", identity, kind=kind, about=about, **sent, **more)


def invite(act: Acting, verdict: Verdict, facts: Facts) -> None:
    patch = verdict.subject.id
    if not any(it["patch"] == patch and it["events"] for _, it in act.world.all("installations")):
        offer(act, patch)
        return
    bugs = [bug for bug in act.world.of(patch)["fixes"] if facts.registry.bugs[bug].originator != "none"]
    persons = [facts.registry.bugs[bug].originator for bug in bugs]
    more: dict[str, Any] = {"invites_verification": True, "bugs": bugs}
    notify(act, "personal", patch, {"persons": persons}, event="preview-opened", **more)


def follow_notes(act: Acting, verdict: Verdict, facts: Facts) -> None:
    """Runs a deployment test of the notes by YAIM, in a scenario of its own."""
    test_in(act, verdict.subject.id, new_scenario(act, verdict.subject.id), facts)


def test_everywhere(act: Acting, verdict: Verdict, facts: Facts) -> None:
    patch = facts.registry.patches[verdict.subject.id]
    known = [one for one in facts.registry.scenarios.values() if set(one.significant_for) & set(patch.node_types)]
    wanted = [one.id for one in known if one.is_active_on(act.day)] or [new_scenario(act, patch.id)]
    for scenario in wanted:
        test_in(act, patch.id, scenario, facts)


def new_scenario(act: Acting, patch: str) -> str:
    identity = act.world.free("scenarios", "SCN-", 3)
    where = {"os": "SL4", "arch": "x86_64", "platform": "sl4-x86_64", "from": date(2008, 1, 1)}
    kinds = list(act.world.of(patch)["node_types"])
    act.world.add("scenarios", identity, title="One", **where, significant_for=kinds, production_like=True)
    return identity


def test_in(act: Acting, patch: str, scenario: str, facts: Facts) -> None:
    held = {entry["site"] for _, pilot in act.world.all("pilots") for entry in pilot["sites"]}
    site = next(one for one in facts.registry.sites if one not in held)
    identity = act.world.free("deployment-tests", f"DT-{patch.removeprefix('PATCH-')}-", 3)
    digest = notes_digest(facts.registry.patches[patch].release_notes)
    run = {"patch": patch, "scenario": scenario, "site": site, "installer": "yaim", "notes_digest": digest}
    by = act.person(Role.SA1_OPERATIONS)
    act.world.add(
        "deployment-tests", identity, **run, aspects=["deployability"], result="passed", date=act.day, by=by, ref=LINK
    )


def certify(act: Acting, verdict: Verdict, facts: Facts) -> None:
    patch = verdict.gate.about or verdict.subject.id
    upcoming = decision_of(facts.registry.patches[patch], facts).towards("certified")
    if upcoming is None:
        raise CannotActError(f"{patch} is not certified any more")
    act.prepare(patch, "certified")
    act.record(patch, "certified")


def follow_up(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    settle(act, verdict.gate.at.path.removeprefix("data/feedback/").removesuffix(".yaml"))


def sum_up(act: Acting, verdict: Verdict, facts: Facts) -> None:
    notes = act.world.of(verdict.subject.id)["release_notes"]
    covers = [one.id for one in facts.registry.feedback.values()]
    by = act.person(Role.SA3_RELEASE)
    notes["feedback_summary"] = {"text": "They said so.", "covers": covers, "by": by, "date": act.day}


def mention(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    notes = act.world.of(verdict.subject.id)["release_notes"]
    if notes.pop("no_feedback", None) is None:
        notes["no_feedback"] = True


def describe(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    patch = act.world.of(verdict.subject.id)
    patch["release_notes"]["changes"] = dict.fromkeys(patch["fixes"], "It works now.")


def confirm(act: Acting, verdict: Verdict, facts: Facts) -> None:
    digest = notes_digest(facts.registry.patches[verdict.subject.id].release_notes)
    act.event(verdict.subject.id, "notes-confirmed", Role.SA3_RELEASE, digest=digest)
