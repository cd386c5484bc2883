"""Which act answers which open gate, by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from generator.terms import Role
from tests.policy import acts_for_patches as patches
from tests.policy import acts_for_pilots as pilots
from tests.policy.deeds import LINK

if TYPE_CHECKING:
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from tests.policy.acting import Acting

Deed = Callable[["Acting", "Verdict", "Facts"], None]


def _set(field: str, value: Any) -> Deed:
    return lambda act, verdict, _: act.world.of(verdict.subject.id).update({field: value})


ACTS: Final[dict[str, Deed]] = {
    "PPS202": lambda act, one, _: act.world.of(one.subject.id)["release_notes"].update(configuration_instructions=""),
    "PPS207": _set("coordination_note", "nobody needs one"),
    "PPS301": lambda act, one, _: act.event(
        one.subject.id, "basic-tests", Role.SA3_CERTIFICATION, result="passed", ref=LINK
    ),
    "PPS302": lambda act, one, _: act.event(one.subject.id, "maturity-flag", Role.SA3_CERTIFICATION),
    "PPS305": pilots.order_steps,
    "PPS307": lambda act, one, _: act.world.of(one.subject.id).update(isolated=True, settings="inherited"),
    "PPS309": lambda act, one, _: act.event(one.subject.id, "feedback-channel-opened", Role.PPS_COORDINATION, ref=LINK),
    "PPS310": lambda act, one, _: patches.notify(
        act, "broadcast", one.subject.id, {"vos": "all", "rocs": "all"}, event="preview-opened"
    ),
    "PPS311": patches.invite,
    "PPS312": patches.complete_preview,
    "PPS313": lambda act, one, _: patches.offer(act, one.subject.id),
    "PPS314": patches.confirm,
    "PPS315": lambda act, one, _: act.event(
        one.subject.id, "install-test", Role.SA3_CERTIFICATION, platform="sl4-x86_64", result="passed", ref=LINK
    ),
    "PPS316": patches.follow_notes,
    "PPS318": pilots.withdraw_tags,
    "PPS402": pilots.agree,
    "PPS403": patches.certify,
    "PPS404": pilots.select,
    "PPS406": lambda act, one, _: act.world.of(one.subject.id).update(load="standard", monitoring=LINK),
    "PPS407": pilots.know_the_risk,
    "PPS408": pilots.judge_alone,
    "PPS410": pilots.select,
    "PPS411": pilots.inform,
    "PPS412": pilots.kick_off,
    "PPS413": pilots.publish_pilot_tag,
    "PPS415": pilots.answer,
    "PPS417": patches.test_everywhere,
    "PPS502": pilots.commit,
    "PPS504": pilots.plan,
    "PPS506": pilots.look_back,
    "PPS601": patches.follow_up,
    "PPS602": patches.sum_up,
    "PPS603": patches.mention,
    "PPS606": patches.describe,
    "PPS801": pilots.run_pilot,
}
"""What is done about each open gate, by rule."""
