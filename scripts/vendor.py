"""Fetch the libraries the explorer serves itself, or check the ones that are there.

``python scripts/vendor.py`` packs each pinned version with npm, holds it against its integrity hash and
its allowed licence, and writes the few files we serve plus its licence. ``--check`` works offline: every
vendored file must be listed in ``manifest.json`` with the SHA-256 it has on disk, and nothing else may lie
there. The registry is whichever the user's npm is set to.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parent.parent / "service" / "web" / "static" / "vendor"
MANIFEST = TARGET / "manifest.json"
ALLOWED_LICENCES = frozenset({"MIT", "Apache-2.0"})


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned npm package: its integrity as npm publishes it, and file in the package -> file here."""

    name: str
    version: str
    integrity: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "preact",
        "11.2.0",
        "sha512-/HfHI/7N84e6GrWBJ3J280z3mLaRJiDcSvj/A+y/4AbLnND/1UlGHe1sR6oYuTGwId0nP7dqDU9OnLxMPZ7xBg==",
        {"dist/preact.mjs": "preact.js", "hooks/dist/hooks.mjs": "preact-hooks.js"},
    ),
    Package(
        "htm",
        "3.1.1",
        "sha512-983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmTFoNKcg5DGAvxNQ==",
        {"dist/htm.mjs": "htm.js"},
    ),
    Package(
        "cytoscape",
        "3.34.4",
        "sha512-msY99tMY8iWTg+sIPGfSqDcPNOt4xcj+v/K/7qUFaCUxxlqnMkUYLBjRUzn9W5CU/R2hrmtJa5+UtovrEM2ctg==",
        {"dist/cytoscape.esm.min.mjs": "cytoscape.js"},
    ),
    Package(
        "layout-base",
        "2.0.1",
        "sha512-dp3s92+uNI1hWIpPGH3jK2kxE2lMjdXdr+DH8ynZHpd6PUlH6x6cbuXnoMmiNumznqaNO31xu9e79F0uuZ0JFg==",
        {"layout-base.js": "layout-base.js"},
    ),
    Package(
        "cose-base",
        "2.2.0",
        "sha512-AzlgcsCbUMymkADOJtQm3wO9S3ltPfYOFD5033keQn9NJzIbtnZj+UdBJe7DYml/8TdbtHJW3j58SOnKhWY/5g==",
        {"cose-base.js": "cose-base.js"},
    ),
    Package(
        "cytoscape-fcose",
        "2.2.0",
        "sha512-ki1/VuRIHFCzxWNrsshHYPs6L7TvLu3DL+TyIGEsRcvVERmxokbf5Gdk7mFxZnTdiGtnA4cfSmjZJMviqSuZrQ==",
        {"cytoscape-fcose.js": "cytoscape-fcose.js"},
    ),
    Package(
        "swagger-ui-dist",
        "5.35.0",
        "sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==",
        {"swagger-ui-bundle.js": "swagger-ui-bundle.js", "swagger-ui.css": "swagger-ui.css"},
    ),
)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of the content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def unpack(package: Package, folder: Path) -> dict[str, bytes]:
    """Pack the package with npm and return path in the package -> content, after checking its integrity."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    archive = folder / f"{package.name}-{package.version}.tgz"
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise SystemExit(f"{archive.name}: integrity is {found}, expected {package.integrity}")
    contents = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None:
                contents[member.name.removeprefix("package/")] = file.read()
    return contents


def fetch() -> None:
    """Write every vendored file, its licence and the manifest anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    manifest = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            contents = unpack(package, Path(folder))
            licence = json.loads(contents["package.json"])["license"]
            if licence not in ALLOWED_LICENCES:
                raise SystemExit(f"{package.name}: licence {licence} is not among {sorted(ALLOWED_LICENCES)}")
            files = {name: contents[path] for path, name in package.files.items()}
            files[f"{package.name}.LICENSE"] = contents["LICENSE"]
            for name, content in files.items():
                (TARGET / name).write_bytes(content)
            manifest[package.name] = {
                "version": package.version,
                "licence": licence,
                "integrity": package.integrity,
                "files": {name: sha256(content) for name, content in files.items()},
            }
            print(f"{package.name} {package.version} ({licence}): {', '.join(files)}")
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def faults() -> list[str]:
    """Return what does not fit between the pins, the manifest and the files on disk; empty when all fits."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    found = []
    for package in PACKAGES:
        entry = manifest.get(package.name, {})
        if (entry.get("version"), entry.get("integrity")) != (package.version, package.integrity):
            found.append(f"{package.name}: the manifest does not have the pinned version {package.version}")
    listed = {name: digest for entry in manifest.values() for name, digest in entry["files"].items()}
    on_disk = {file.name for file in TARGET.iterdir()} - {MANIFEST.name}
    found += [f"{name}: not in the manifest" for name in sorted(on_disk - set(listed))]
    for name, digest in sorted(listed.items()):
        if name not in on_disk:
            found.append(f"{name}: missing")
        elif sha256((TARGET / name).read_bytes()) != digest:
            found.append(f"{name}: changed since it was fetched")
    return found


def main() -> int:
    """Run the command; 0 when everything fits, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Fetch or check the vendored JavaScript libraries.")
    parser.add_argument("--check", action="store_true", help="check the files on disk, without network")
    if not parser.parse_args().check:
        fetch()
    problems = faults()
    print("\n".join(problems) if problems else "vendored libraries: all as pinned")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
