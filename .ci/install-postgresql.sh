#!/bin/sh
# The tests start a PostgreSQL of their own: found, or installed through apt-get where that is allowed.
set -eu

if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root='sudo -n'
fi
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq --yes --no-install-recommends postgresql
  exit 0
fi

cat >&2 <<'END'
Il manque PostgreSQL (15 ou plus) pour un essai du carnet de notes : installez-le, puis relancez « make test ».
PostgreSQL (15 or later) is missing for a test of the gradebook: install it, then run "make test" again.
END
exit 1
