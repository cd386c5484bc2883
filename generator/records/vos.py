"""Virtual organisations."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from generator.records.fields import WRITE_ONCE, Day, Text1, VoId
from generator.records.structure import Missing, Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(Structure):
    """The time in which a VO takes part in pre-production."""

    from_: Day
    until: Annotated[Day | None, WRITE_ONCE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vo(Record):
    """A virtual organisation: the users who test."""

    folder: ClassVar[str] = "vos"
    noun: ClassVar[str] = "VO"
    derived: ClassVar[dict[str, str]] = {"status": "retired_on", "feedback_count": "the feedback"}

    name: Text1
    discipline: Text1
    pps_interest: Annotated[
        Interest | None, WRITE_ONCE, "is asked about policy revisions effective in this interval (A34)"
    ] = None
    retired_on: Annotated[Day | None, WRITE_ONCE] = None
    renamed_to: Annotated[VoId | None, WRITE_ONCE] = None

    @staticmethod
    def missing(found: Mapping[str, Any], given: Container[str]) -> Iterator[Missing]:
        """Ask for the last day of a name that was given up."""
        del found
        if "renamed_to" in given and "retired_on" not in given:
            yield Missing(field="retired_on", reason="where renamed_to is given", fix="name the last day of this name")

    def is_retired_on(self, day: date) -> bool:
        """Tell whether the VO may no longer be named on a day."""
        return self.retired_on is not None and day > self.retired_on

    def is_interested_on(self, day: date) -> bool:
        """Tell whether the VO takes part in pre-production on a day."""
        interest = self.pps_interest
        return interest is not None and interest.from_ <= day and (interest.until is None or day <= interest.until)
