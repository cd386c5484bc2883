"""Regional operations centres."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from generator.records.fields import CountryCode, Text1
from generator.records.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Roc(Record):
    """A regional operations centre; its managers are the people with the role and this scope."""

    folder: ClassVar[str] = "rocs"
    noun: ClassVar[str] = "ROC"

    name: Text1
    countries: Annotated[tuple[CountryCode, ...], "ISO 3166 alpha-2, quoted"]
