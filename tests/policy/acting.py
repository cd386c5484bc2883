"""Doing what open gates ask for: each missing act on its earliest day, then the transition itself."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.findings import GateStatus, Waiver
from generator.policy.decision import Next, decision_of
from generator.policy.judging import Verdict
from generator.policy.pilot.answers import answers_to
from generator.policy.rule import Facts
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.terms import Role, Tier
from tests.policy.acts import ACTS
from tests.policy.deeds import CLOSING, LINK, CannotActError
from tests.policy.written_worlds import World


@dataclass(slots=True)
class Acting:
    """Somebody who does what is asked on `present`, and on `target` what has to wait until then."""

    world: World
    present: date
    target: date
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.day = self.present

    @property
    def facts(self) -> Facts:
        """Reads the world as it is by now."""
        return self.world.facts(self.day)

    def take(self, subject: str, transition: str) -> None:
        """Does every missing act and records the transition on the target day, whatever still waits then."""
        self.prepare(subject, transition)
        self.day = self.target
        self.prepare(subject, transition)
        self.record(subject, transition)

    def prepare(self, subject: str, transition: str) -> None:
        """Does what can be done on the day, until nothing but clocks is left."""
        for _ in range(60):
            if not self._one_act(subject, transition):
                return
        raise CannotActError(f"{subject} {transition}: no end of acts")

    def _one_act(self, subject: str, transition: str) -> bool:
        facts = self.facts
        decision = decision_of(record_of(subject, facts), facts)
        upcoming = decision.towards(transition)
        if upcoming is None:
            raise CannotActError(f"{subject} does not head for {transition}")
        if upcoming.prerequisite is not None:
            return self._go_first(subject, upcoming, decision.next[0], facts)
        return any(self._act(verdict, facts) for verdict in upcoming.blocking)

    def _go_first(self, subject: str, upcoming: Next, first: Next, facts: Facts) -> bool:
        if first is upcoming:
            raise CannotActError(f"{subject} {upcoming.transition} waits for itself")
        self.prepare(subject, first.transition)
        now = self.facts
        again = decision_of(record_of(subject, now), now).towards(first.transition)
        if again is None or (self.day < self.target and not again.is_possible_today):
            return False
        self.record(subject, first.transition)
        return facts is not None

    def _act(self, verdict: Verdict, facts: Facts) -> bool:
        """Answers one gate; says whether anything was done."""
        rule, waits = verdict.rule.id, verdict.status is GateStatus.WAITING
        if rule == "PPS401" and verdict.status is not GateStatus.BREACHED:
            return self._finish_pilot(verdict.subject.id, facts)
        if waits or (rule == "PPS313" and self.day == self.target):
            return False
        if CLOSING in verdict.gate.message and self.day < self.target:
            return False
        if verdict.status is GateStatus.BREACHED:
            self._excuse(verdict)
            return True
        if rule not in ACTS:
            raise CannotActError(f"{rule} {verdict.gate.message}")
        ACTS[rule](self, verdict, facts)
        return True

    def _excuse(self, verdict: Verdict) -> None:
        if Waiver.EXCEPTION not in verdict.rule.waivers:
            raise CannotActError(f"{verdict.rule.id} cannot be excused: {verdict.gate.message}")
        self.explain(verdict.rule.id, verdict.subject.id, date(2010, 1, 1))

    def explain(self, rule: str, subject: str, until: date) -> None:
        """Records an exception for one rule and subject."""
        what: dict[str, Any] = {"kind": "deviation", "subject": subject, "rules": [rule]}
        why = {"justification": "because", "documentation": LINK, "decided_on": self.day, "valid_until": until}
        approvals = [self.someone(Role.PPS_COORDINATION, decision="approve")]
        identity = self.world.free("exceptions", "EXC-2008-", 3)
        self.world.add("exceptions", identity, **what, **why, approvals=approvals)

    def _finish_pilot(self, patch: str, facts: Facts) -> bool:
        """Brings the pilot of a patch to its evaluation, as far as it can be brought today."""
        pilot = self.pilot_of(patch, facts)
        self.prepare(pilot, "evaluated")
        now = self.facts
        upcoming = decision_of(now.registry.pilots[pilot], now).towards("evaluated")
        if upcoming is None:
            raise CannotActError(f"{pilot} is over")
        if upcoming.prerequisite is None and (upcoming.is_possible_today or self.day == self.target):
            self.record(pilot, "evaluated")
            return True
        return self.world.facts(self.day).registry.pilots[pilot] != facts.registry.pilots.get(pilot)

    def pilot_of(self, patch: str, facts: Facts) -> str:
        """Answers the last pilot of a patch; proposes one where there is none."""
        pilots = facts.registry.pilots_by_patch.get(patch, ())
        return pilots[-1].id if pilots else self._propose(patch, facts)

    def _propose(self, patch: str, facts: Facts) -> str:
        """Proposes a pilot at the one site whose tier every class accepts."""
        site = next(one.id for one in facts.registry.sites.values() if one.tier_on(self.day) is Tier.PLATINUM)
        identity, chair = self.world.free("pilots", "PILOT-2008-", 3), self.person(Role.PPS_COORDINATION)
        where = {"sites": [{"site": site, "provides": "it"}], "load": "standard", "events": []}
        self.world.add("pilots", identity, patches=[patch], title="A pilot", chair=chair, **where)
        self.event(identity, "proposed", Role.PPS_COORDINATION)
        return identity

    def person(self, role: Role, scope: str | None = None) -> str:
        """Answers somebody who holds a role today."""
        people = self.facts.actor(role, scope).people
        if not people:
            raise CannotActError(f"nobody is {role}")
        return people[0]

    def someone(self, role: Role, scope: str | None = None, **more: Any) -> dict[str, Any]:
        """Answers who acts in a role today, as an event or approval says it."""
        who = {"by": self.person(role, scope), "role": role.value, "date": self.day}
        return who | ({"scope": scope} if scope else {}) | more

    def event(self, identity: str, kind: str, role: Role, scope: str | None = None, **more: Any) -> None:
        """Appends an event of today to the log of a record."""
        self.world.of(identity)["events"].append({"type": kind, **self.someone(role, scope), **more})

    def record(self, subject: str, transition: str) -> None:
        """Appends a transition with its approvals and what else it has to say."""
        facts = self.facts
        record = record_of(subject, facts)
        upcoming = decision_of(record, facts).towards(transition)
        if upcoming is None:
            raise CannotActError(f"{subject} does not head for {transition}")
        approvals = [self.someone(Role(one.role), decision="approve") for one in upcoming.approvers]
        more = self._more(record, transition, facts)
        if transition == "released":
            self._ship(subject, approvals, more)
        elif approvals:
            more["approvals"] = approvals
        if upcoming.overrule is not None:
            more["overrule"] = upcoming.overrule
        self.event(subject, transition, upcoming.recorders[0], **more)

    def _more(self, record: Patch | Pilot, transition: str, facts: Facts) -> dict[str, Any]:
        if transition == "evaluated" and isinstance(record, Pilot):
            return {"outcome": "success", "route": str(answers_to(record, facts).route)}
        if transition == "pilot-opened":
            return {"pilot": self.pilot_of(record.id, facts)}
        if transition == "released":
            return {"release": self.world.free("releases", "REL-2008-", 3)}
        if transition == "accepted" and isinstance(record, Patch):
            return {"platforms": [self._platform(record, facts)]}
        return {"ref": LINK} if transition == "certified" else {}

    def _platform(self, patch: Patch, facts: Facts) -> str:
        """Answers a platform that was tested, by certification or by following the notes."""
        tests = [one for one in facts.registry.deployment_tests_by_patch.get(patch.id, ()) if one.result == "passed"]
        found = [facts.registry.scenarios[one.scenario].platform for one in tests]
        found += [str(vars_of(event, "platform")) for event in patch.events if event.type == "install-test"]
        return found[-1] if found else "sl4-x86_64"

    def _ship(self, patch: str, approvals: list[dict[str, Any]], more: dict[str, Any]) -> None:
        accepted = [event for event in self.world.of(patch)["events"] if event["type"] == "accepted"]
        ships = [{"patch": patch, "platforms": accepted[-1]["platforms"]}]
        self.world.add(
            "releases", more["release"], title="A release", released_on=self.day, patches=ships, approvals=approvals
        )


def vars_of(value: object, name: str) -> object:
    return getattr(value, name)


def record_of(subject: str, facts: Facts) -> Patch | Pilot:
    return facts.registry.patches.get(subject) or facts.registry.pilots[subject]
