# Each target works on a fresh machine with Python >= 3.11; only the first run needs a network.
# Windows has no make: README has the same steps.
.POSIX:
.PHONY: help run prepare test check coverage lint bench venv venv-dev requirements clean

PY = .venv/bin/python

help:
	@echo 'make run      chạy chương trình tại http://localhost:8050 (start the app)'
	@echo 'make prepare  chuẩn bị kho dữ liệu rồi dừng (prepare the store, then stop)'
	@echo 'make test     kiểm thử trên SQLite, PostgreSQL, Node và trình duyệt, cùng make lint (all tests)'
	@echo 'make check    kiểm nhanh: make lint, kiểm thử đơn vị và kho SQLite (quick checks)'
	@echo 'make coverage phần mã nguồn mà kiểm thử đi qua (lines that quick tests run; ACCEPT=--accept)'
	@echo 'make lint     ruff, codespell, mypy, import-linter, eslint, prettier'
	@echo 'make bench    đo tốc độ so với cách viết thường (benchmarks)'
	@echo 'make requirements  ghim lại mọi thư viện kèm mã băm (pin all libraries again)'
	@echo 'make clean    xoá .venv và bộ nhớ đệm, giữ nguyên var/ (remove .venv and caches, keep data)'

run: venv
	@exec $(PY) app.py serve

prepare: venv
	@$(PY) app.py prepare

test: venv-dev
	@sh scripts/test.sh

check: venv-dev
	@sh scripts/test.sh check

# ACCEPT=--accept writes the figures down: they may not fall by more than half a point.
coverage: venv-dev
	@sh scripts/test.sh coverage $(ACCEPT)

lint: venv-dev
	@sh scripts/lint.sh

bench: venv-dev
	@$(PY) -m bench

venv:
	@sh scripts/venv.sh requirements.txt

venv-dev:
	@sh scripts/venv.sh requirements-dev.txt

# After a change of requirements*.in; UPGRADE=--upgrade takes the newest version of every library.
requirements: venv-dev
	@sh scripts/requirements.sh $(UPGRADE)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
