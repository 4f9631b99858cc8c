#!/bin/sh
# Makes .venv with a new enough Python and installs the pinned requirements named as argument.
# Does nothing, and needs no network, while their text is the last installed one.
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

file=$1
if ! new_enough .venv/bin/python; then
    [ -w . ] ||
        fail "Không ghi được vào thư mục $(pwd): hãy cấp quyền ghi hoặc chuyển chỗ. (Folder is not writable.)"
    python=
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if new_enough "$candidate"; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        seen=$("${PYTHON:-python3}" --version 2>/dev/null) || seen="không có Python (no Python)"
        fail "Cần Python 3.11 trở lên, máy này: $seen. Hãy cài Python mới rồi chạy lại, hoặc đặt PYTHON=/đường/dẫn/python3. (Python >= 3.11 needed.)"
    fi
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "$python thiếu mô-đun venv: trên Debian/Ubuntu hãy chạy 'apt install python3-venv'. (Python lacks venv.)"
    rm -rf .venv
    "$python" -m venv .venv || fail "Không tạo được .venv bằng $python. (Cannot make .venv.)"
fi

# By content, not by date: a fresh checkout of the same text must not need the network.
stamp=.venv/.installed-$file
if ! cat requirements.txt "$file" | cmp -s - "$stamp"; then
    printf 'Đang cài các thư viện trong %s (chỉ lần đầu hoặc khi danh sách đổi)…\n' "$file" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$file" ||
        fail "Không cài được $file: xem lỗi của pip ở trên; lần đầu cần mạng hoặc kho gói nội bộ. (pip failed.)"
    cat requirements.txt "$file" >"$stamp"
    # Each list contains the product's own: after one is installed, the shorter one is, too.
    cat requirements.txt requirements.txt >.venv/.installed-requirements.txt
fi
