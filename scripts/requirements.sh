#!/bin/sh
# Pins requirements.in and requirements-dev.in with hashes; no address of an index and no path of this machine is written.
set -eu
cd "$(dirname "$0")/.."

for name in requirements requirements-dev; do
    .venv/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file "$name.txt" "$name.in"
done
