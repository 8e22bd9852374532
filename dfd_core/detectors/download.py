"""Resumable, verified HTTP downloads: a file is handed out only after its size and hash are right. Light (no torch)."""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from dfd_core import __version__
from dfd_core.detectors.container import MAX_FILE, file_sha256
from dfd_core.errors import Cancelled, DetectorError
from dfd_core.paths import atomic_write

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the whole size, None where the server does not say."""

CHUNK = 1 << 14
"""Small: a slow line must not keep the user's stop waiting, and what a broken one loses is one chunk."""

REDIRECTS = 5
ATTEMPTS = 3
"""A broken connection is taken up again where it broke, this often in one call."""

_CUT = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be fetched: ``bytes`` exact or None, ``sha256`` ``""`` where nobody published one."""

    url: str
    bytes: int | None = None
    sha256: str = ""


def download(
    source: Source,
    target: Path,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    timeout_s: float = 30.0,
) -> Path:
    """Fetch ``source`` to ``target``, going on from what an earlier call left in ``target.part``.

    A resumed part is only continued if the server says that the file is still the same one (or the hash will tell).

    Args:
        source: see ``Source``.
        target: the finished file; it appears only once size and hash are right.
        progress: called after every chunk.
        stop: polled between chunks.
        timeout_s: how long the server may stay silent.

    Raises:
        DetectorError: ``download_refused`` (not https), ``download_failed`` (the server says no),
            ``download_cut`` (broken off; the same call goes on), ``download_mismatch`` (wrong size or hash).
        Cancelled: ``stop`` said so; what is here stays for the next call.
    """
    part = target.with_name(f"{target.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _fetch(source, part, progress, stop, timeout_s)
            break
        except _CUT as error:
            if isinstance(error, requests.exceptions.SSLError | requests.exceptions.ProxyError):
                raise _failed(source, f"no secure connection: {_first_line(error)}", "check the network") from error
            if attempt == ATTEMPTS:
                hint = "run the same command again: it goes on where it stopped"
                raise DetectorError("download_cut", f"{source.url}: {_reason(error)}", hint) from error
            time.sleep(0.2 * attempt)
        except requests.RequestException as error:
            raise _failed(source, _first_line(error), "check the address and the network") from error
        except OSError as error:
            raise DetectorError("not_writable", f"{part}: cannot be written: {error.strerror}", "free space") from error
    _verify(source, part)
    part.replace(target)
    _memo(part).unlink(missing_ok=True)
    return target


def _fetch(
    source: Source, part: Path, progress: Progress | None, stop: Callable[[], bool] | None, timeout_s: float
) -> None:
    """Bring the part to its full length, or raise."""
    with requests.Session() as session:
        have = _usable(source, part)
        if source.bytes is not None and have == source.bytes:
            return
        with _opened(session, source, part, have, timeout_s) as response:
            if response.status_code == requests.codes.requested_range_not_satisfiable:
                part.unlink(missing_ok=True)
                raise requests.ConnectionError("the server does not go on where the download stopped")
            start, total = _plan(source, response, have)
            _remember(source, part, response)
            _pour(source, response, part, start, total, progress, stop)


def _usable(source: Source, part: Path) -> int:
    """How many bytes of an earlier part can be continued; a part of another file is thrown away."""
    if not part.is_file():
        return 0
    if _known(part).get("url") != source.url or part.stat().st_size > (source.bytes or MAX_FILE):
        part.unlink()
        return 0
    return part.stat().st_size


def _opened(session: requests.Session, source: Source, part: Path, have: int, timeout_s: float) -> requests.Response:
    """The answer after redirects, each of which must be as safe as the address asked for."""
    # Compression would make byte ranges and sizes mean something else.
    headers = {"User-Agent": f"DFD/{__version__}", "Accept-Encoding": "identity"}
    validator = _known(part).get("validator", "")
    if have and (source.sha256 or validator):
        headers["Range"] = f"bytes={have}-"
        if validator:
            headers["If-Range"] = validator
    url = source.url
    _require_safe(url, url)
    session.trust_env = not _loopback(url)  # a proxy of the environment cannot reach this computer's own loopback
    for _ in range(REDIRECTS + 1):
        response = session.get(url, headers=headers, stream=True, timeout=timeout_s, allow_redirects=False)
        if not response.is_redirect:
            return _accepted(source, response)
        response.close()
        url = urljoin(url, response.headers["location"])
        _require_safe(url, source.url)
    raise _failed(source, f"more than {REDIRECTS} redirects")


def _accepted(source: Source, response: requests.Response) -> requests.Response:
    codes = requests.codes
    if response.status_code in {codes.ok, codes.partial_content, codes.requested_range_not_satisfiable}:
        return response
    response.close()
    why = {codes.not_found: "the file is not there any more", codes.forbidden: "the server refuses access"}
    reason = why.get(response.status_code, response.reason or "no success")
    raise _failed(source, f"{reason} (HTTP {response.status_code})", "try again later, or import the file from disk")


def _plan(source: Source, response: requests.Response, have: int) -> tuple[int, int | None]:
    """Where the answer's bytes belong, and the whole size.

    Raises:
        DetectorError: the size is not the catalogue's, or too large.
    """
    start = 0
    length = response.headers.get("content-length", "")
    total = int(length) if length.isdigit() else None
    if response.status_code == requests.codes.partial_content:
        first, _, whole = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
        if first.partition("-")[0] != str(have):
            raise requests.ConnectionError("the server sent another part than the one asked for")
        start, total = have, int(whole) if whole.isdigit() else None
    if source.bytes is not None and total not in {None, source.bytes}:
        raise _mismatch(source, f"the server offers {total} bytes where {source.bytes} belong")
    if total is not None and total > MAX_FILE:
        raise _mismatch(source, f"{total} bytes are too many for any detector")
    return start, total if total is not None else source.bytes


def _pour(
    source: Source,
    response: requests.Response,
    part: Path,
    start: int,
    total: int | None,
    progress: Progress | None,
    stop: Callable[[], bool] | None,
) -> None:
    limit = source.bytes or total or MAX_FILE
    here = start
    with part.open("ab" if start else "wb") as stream:
        for chunk in response.iter_content(CHUNK):
            if stop and stop():
                raise Cancelled
            here += len(chunk)
            if here > limit:
                raise _mismatch(source, f"the server sends more than the {limit} bytes that belong there")
            stream.write(chunk)
            if progress:
                progress(here, total)
    if total is not None and here < total:
        raise requests.ConnectionError(f"broken off after {here} of {total} bytes")


def _verify(source: Source, part: Path) -> None:
    """Size and hash of the whole; a wrong file is thrown away, so that the next call starts anew."""
    size = part.stat().st_size
    if source.bytes is not None and size != source.bytes:
        part.unlink()
        raise _mismatch(source, f"it has {size} bytes where {source.bytes} belong")
    if source.sha256 and (found := file_sha256(part)) != source.sha256:
        part.unlink()
        raise _mismatch(source, f"its sha256 is {found}, not {source.sha256}")


def _require_safe(url: str, origin: str) -> None:
    """Https only; plain http from this computer's own loopback to itself (a local mirror)."""
    try:
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _loopback(url) and _loopback(origin))
    except ValueError:
        safe = False
    if not safe or not parts.hostname:
        raise DetectorError("download_refused", f"{origin}: {url!r} is no https address; nothing was fetched from it")


def _loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _memo(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _remember(source: Source, part: Path, response: requests.Response) -> None:
    """Keep what identifies the server's file; weak validators cannot vouch for single bytes."""
    tag = response.headers.get("etag", "")
    validator = tag if tag.startswith('"') else response.headers.get("last-modified", "")
    with atomic_write(_memo(part)) as stream:
        stream.write(json.dumps({"url": source.url, "validator": validator}).encode())


def _known(part: Path) -> dict[str, str]:
    try:
        data = json.loads(_memo(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}


def _reason(error: Exception) -> str:
    text = _first_line(error)
    if isinstance(error, requests.Timeout) or "timed out" in text:
        return "the server stays silent"
    return text if text.startswith(("broken off", "the server")) else f"the connection broke ({text})"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _failed(source: Source, reason: str, hint: str = "") -> DetectorError:
    return DetectorError("download_failed", f"{source.url}: {reason}", hint)


def _mismatch(source: Source, reason: str) -> DetectorError:
    return DetectorError("download_mismatch", f"{source.url}: refused: {reason}", "nothing was installed")
