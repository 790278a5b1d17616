#!/bin/sh
# Computes the locks: exact versions with hashes, for Python 3.11 to 3.13, no index address inside.
# binder/lock-overrides.txt says what is left out, and why.
set -eu

. ./.ci/find-python.sh
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"$python" -m venv "$tool"
"$tool/bin/python" -m pip install --quiet uv

compile() {
  "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header --override binder/lock-overrides.txt \
    pyproject.toml "$@"
}
compile --group build --output-file requirements.lock
compile --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
