"""PPS105."""

from generator.files import File
from generator.policy.reading.flaws import flaws_of
from generator.policy.rule import Facts, Gates, rule


@rule("PPS105", of=File)
def records_lie_where_they_belong(file: File, _: Facts) -> Gates:
    """
    Every file of data/ is a record: in the folder of its kind, with its id as its name.

    Nothing else identifies a record, so the name of an installation agrees with its patch and site, that of a
    deployment test with its patch. Links, folders inside folders and files of other kinds do not belong into data/.
    Rename or move the file; a record that is merged keeps its name.
    """
    yield from flaws_of(file, "PPS105")
