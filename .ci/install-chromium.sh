#!/bin/sh
# The browser tests drive a real Chromium: found, or installed through apt-get where that is allowed.
set -eu

for browser in chromium chromium-browser google-chrome; do
  if command -v "$browser" >/dev/null 2>&1; then
    exit 0
  fi
done

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root='sudo -n'
fi
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq --yes --no-install-recommends chromium
  exit 0
fi

cat >&2 <<'END'
Il manque Chromium pour les essais dans le navigateur : installez-le, puis relancez « make test ».
Chromium is missing for the browser tests: install it, then run "make test" again.
END
exit 1
