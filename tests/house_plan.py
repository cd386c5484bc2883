"""The plan of the house, as tables: floors, doors, and who holds the power to do what most modules must not."""

from collections.abc import Mapping
from dataclasses import dataclass

FLOORS = (
    {"", "assets", "terms", "findings", "likeness", "workers"},
    {"records"},
    {"tags", "jdl"},
    {"files"},
    {"registry", "references"},
    {"history"},
    {"lifecycle"},
    {"policy"},
    {"bulletin", "grid", "forge", "authoring"},
    {"edition"},
    {"pages", "feeds", "reports"},
    {"rendering"},
    {"guard", "one_truth", "pouring", "swap"},
    {"preview"},
    {"cli", "mkdocs_plugin"},
)
"""From the ground up; a module imports from its own floor and those below. The empty name is the package itself."""

DOORS = {
    "click": "cli.*",
    "git": "history",
    "jinja2": "rendering",
    "ldap3": "grid",
    "markupsafe": "rendering",
    "material": "mkdocs_plugin",
    "mkdocs": "mkdocs_plugin",
    "requests": "forge",
    "ruamel": "authoring",
    "watchdog": "mkdocs_plugin",
    "yaml": "records.source",
}
"""Library -> the module, or the package of which one module, may import it; `.*` means every module of the package."""

BANNED_NAMES = frozenset({"base", "common", "helpers", "utils"})

LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Something that most modules must not do: the names that do it, and who may, with the reason."""

    deed: str
    origins: tuple[str, ...]
    methods: frozenset[str] = frozenset()
    holders: Mapping[str, str]


POWERS = (
    Power(
        deed="reads a clock or the environment",
        origins=(
            "datetime.date.today",
            "datetime.datetime.now",
            "datetime.datetime.today",
            "datetime.datetime.utcnow",
            "os.environ",
            "os.environb",
            "os.getenv",
            "os.getenvb",
            "time",
        ),
        holders={
            "cli": "turns the machine's date and settings into arguments",
            "mkdocs_plugin": "is started by MkDocs, not by a caller of ours",
        },
    ),
    Power(
        deed="touches the disk",
        origins=(
            "codecs.open",
            "fileinput",
            "glob",
            "io.open",
            "linecache",
            "builtins.open",
            "os.listdir",
            "os.open",
            "os.scandir",
            "os.stat",
            "os.walk",
            "shutil",
            "tempfile",
        ),
        methods=frozenset(
            {"is_dir", "is_file", "iterdir", "lstat", "mkdir", "read_bytes", "read_text", "rglob", "write_bytes"}
            | {"write_text"},
        ),
        holders={
            "assets": "finds the sources of the site",
            "authoring": "writes the lines that it adds to records",
            "cli": "reads and writes the files that a person names",
            "files": "reads the entries of data/",
            "forge": "keeps the ledger of deliveries",
            "guard": "compares a new edition with the one before",
            "history": "reads the records of other commits",
            "mkdocs_plugin": "writes the edition",
            "one_truth": "reads what a new edition says of itself",
            "pouring": "writes the pages of the edition that changed",
            "swap": "puts the new edition in the place of the old one",
        },
    ),
    Power(
        deed="knows the network",
        origins=("ftplib", "http.client", "http.server", "smtplib", "socket", "socketserver", "ssl", "urllib.request"),
        holders={
            "cli": "serves the preview",
            "forge": "talks to the pull request and the issue",
            "grid": "asks the information system",
        },
    ),
)
