#!/bin/sh
# Makes a ready environment with the first Python that will do: bootstrap.sh FOLDER LOCK STAMP
# PYTHON=/path/to/python chooses one by hand. Root on Debian and its kin is given one where there is none.
set -eu
here=$(dirname "$0")

usable_python() {
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3 /usr/bin/python3}; do
        if "$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            return
        fi
    done
    return 1
}

if ! usable_python && [ -z "${PYTHON:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "正在安装系统组件：python3 python3-venv"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
fi
if ! usable_python; then
    cat >&2 <<'MESSAGE'
没有找到可用的 Python：需要 3.11 至 3.13，并带有 venv 与 ensurepip。
Debian、Ubuntu 可运行：apt-get install python3 python3-venv
也可以指定：make PYTHON=/path/to/python3.11 …

No usable Python was found: 3.11 to 3.13 with venv and ensurepip is needed.
On Debian or Ubuntu: apt-get install python3 python3-venv
Or name one: make PYTHON=/path/to/python3.11 …
MESSAGE
    exit 1
fi
exec "$python" "$here/bootstrap.py" "$@"
