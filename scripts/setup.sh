#!/bin/sh
# Makes .venv with the pinned packages; with the argument "dev", also what tests and checks need.
# Does nothing when the stamps say that it is all there.
set -eu
cd "$(dirname "$0")/.."

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && is_recent "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Cần Python 3.11 trở lên; máy này có: $(python3 --version 2>&1 || echo 'không có python3')." >&2
    echo "(Python 3.11 or newer is needed; point to it with PYTHON=/path/to/python3 make run.)" >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    echo "Tạo môi trường Python (.venv) bằng $("$python" --version) …"
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "Không tạo được .venv; trên Debian/Ubuntu hãy cài gói python3-venv. (Install python3-venv.)" >&2
        exit 1
    fi
}

install() { # install <requirements file>
    stamp="var/stamps/$1"
    wanted="$(.venv/bin/python --version) $(cksum <"$1")"
    if [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then return; fi
    echo "Cài các gói của $1 …"
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"; then
        echo "Không cài được các gói; kiểm tra kết nối mạng rồi chạy lại. (Packages could not be installed.)" >&2
        exit 1
    fi
    mkdir -p var/stamps
    echo "$wanted" >"$stamp"
}

if [ ! -x .venv/bin/python ] || ! is_recent .venv/bin/python; then
    make_venv
    rm -rf var/stamps
fi
install requirements.txt
if [ "${1:-}" = dev ]; then install requirements-dev.txt; fi
