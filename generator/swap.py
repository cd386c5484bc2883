"""The swap of editions: a new one grows in a folder beside the site and takes its place as a whole, or not at all."""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = ".pps-edition"
AT_FDCWD = -100
RENAME_EXCHANGE = 2


class ForeignFolderError(Exception):
    """The place for the site holds something that is no edition, and must not be thrown away."""


@contextmanager
def new_edition(site: Path) -> Iterator[Path]:
    """
    Give a folder to build the edition in; when the block ends well it becomes `site`, otherwise it goes.

    A reader of `site` sees the old edition or the new one, whenever the build is killed. What killed builds left
    behind is cleaned up first. Raises ForeignFolderError if `site` holds anything but an edition.
    """
    site = site.resolve()
    site.parent.mkdir(parents=True, exist_ok=True)
    _restore(site)
    _clean(site)
    if site.exists() and not _is_ours(site):
        raise ForeignFolderError(f"{site} holds files that are no edition of a site; name an empty or a new folder")
    draft = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
    lock = _locked(draft)
    try:
        draft.chmod(0o755)
        (draft / MARK).touch()
        yield draft
        _put(draft, site)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        os.close(lock)


def _put(draft: Path, site: Path) -> None:
    """Make the draft the site; the old site, if there is one, is afterwards where the draft was."""
    if not site.exists():
        draft.rename(site)
    elif not _exchanged(draft, site):
        retired = _retired(site)
        site.rename(retired)
        draft.rename(site)
        shutil.rmtree(retired)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the kernel or the file system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _restore(site: Path) -> None:
    """Bring back the edition of a build that was killed between its two renames."""
    if _retired(site).exists() and not site.exists():
        _retired(site).rename(site)


def _clean(site: Path) -> None:
    """Throw away drafts whose builder is dead; a draft that is still being built is locked."""
    shutil.rmtree(_retired(site), ignore_errors=True)
    for draft in site.parent.glob(f"{_prefix(site)}*"):
        try:
            lock = _locked(draft)
        except (BlockingIOError, FileNotFoundError):
            continue
        shutil.rmtree(draft, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int:
    """Lock a folder until the answered descriptor is closed; raises BlockingIOError if another build holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor


def _is_ours(site: Path) -> bool:
    return site.is_dir() and ((site / MARK).exists() or not any(site.iterdir()))


def _prefix(site: Path) -> str:
    return f".{site.name}.draft-"


def _retired(site: Path) -> Path:
    return site.with_name(f".{site.name}.retired")
