"""Findings as JUnit XML, for build servers: one case a rule, a failure for each error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.findings import Level
from generator.reports.lines import several, text_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.findings import Finding
    from generator.policy.rule import Rule


def document(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """Write one test case for each rule; errors that the change answers for are failures, the rest is output."""
    failing = sum(any(one.rule == rule.id and one.blocks for one in findings) for rule in rules)
    suite = Element("testsuite", name="pps check", tests=str(len(rules)), failures=str(failing), errors="0")
    for rule in rules:
        case = SubElement(suite, "testcase", classname=f"pps.{rule.family}", name=f"{rule.id} {rule.obligation}")
        mine = [one for one in findings if one.rule == rule.id]
        errors = [one for one in mine if one.blocks]
        if errors:
            failure = SubElement(case, "failure", message=several(len(errors), "error"), type=Level.ERROR.value)
            failure.text = "\n".join(text_line(one) for one in errors)
        others = [one for one in mine if not one.blocks]
        if others:
            SubElement(case, "system-out").text = "\n".join(text_line(one) for one in others)
    indent(suite)
    written: bytes = tostring(suite, encoding="utf-8", xml_declaration=True)
    return written.decode()
