"""The static files of a page: found once, compressed once, kept by the browser for good."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from tornado import web
from voila.paths import collect_static_paths
from voila.utils import get_voila_labextensions_path

from coordo_course.serving import TEMPLATE, WIDGETS

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
COMPRESSED = {".js", ".mjs", ".css", ".json", ".svg"}
A_YEAR = 365 * 24 * 3600


@lru_cache(maxsize=512)
def _load_compressed(file: Path, _modified: int) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


def build_roots() -> dict[str, tuple[Path, ...]]:
    """Name the folders that are public, by the word their address starts with."""
    return {
        "look": (WIDGETS / "static",),
        "static": tuple(map(Path, collect_static_paths(["voila"], TEMPLATE))),
        "labextensions": tuple(map(Path, get_voila_labextensions_path())),
    }


def find_asset(roots: tuple[Path, ...], path: str) -> Path | None:
    """Find ``path`` in the first root that holds it; None outside them or for another type."""
    if Path(path).suffix not in TYPES and mimetypes.guess_type(path)[0] is None:
        return None
    for root in roots:
        file = (root / path).resolve()
        if file.is_file() and file.is_relative_to(root.resolve()):
            return file
    return None


class AssetHandler(web.RequestHandler):
    """Serves ``<version>/<kind>/<path>``. The version is in the address: the answer never ages."""

    def initialize(self, version: str, roots: dict[str, tuple[Path, ...]]) -> None:
        """Remember which folders are public, and the version that their present state has."""
        self.version = version
        self.roots = roots

    def get(self, version: str, kind: str, path: str) -> None:
        """Send one file."""
        file = find_asset(self.roots[kind], path)
        if file is None:
            raise web.HTTPError(404)
        guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", TYPES.get(file.suffix, guessed))
        self.set_header("X-Content-Type-Options", "nosniff")
        fresh = f"public, max-age={A_YEAR}, immutable"
        self.set_header("Cache-Control", fresh if version == self.version else "no-cache")
        if file.suffix in COMPRESSED:
            self.set_header("Vary", "Accept-Encoding")
            if "gzip" in self.request.headers.get("Accept-Encoding", ""):
                self.set_header("Content-Encoding", "gzip")
                self.finish(_load_compressed(file, file.stat().st_mtime_ns))
                return
        self.finish(file.read_bytes())

    def write_error(self, status_code: int, **_: object) -> None:
        """Say it in one line: nobody looks at a script's error page."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\u202f: ce fichier n’existe pas.")
