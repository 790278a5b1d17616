# Sourced. Sets python to an interpreter the course can run on, or stops with what to install.
python=
for candidate in python3.13 python3.12 python3.11 python3 python; do
  if command -v "$candidate" >/dev/null 2>&1 &&
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null &&
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  cat >&2 <<'END'
Il faut Python 3.11, 3.12 ou 3.13, avec le module venv : https://www.python.org/downloads/
  (Debian, Ubuntu : sudo apt install python3 python3-venv)
Python 3.11, 3.12 or 3.13 with venv is needed: https://www.python.org/downloads/
END
  exit 1
fi
