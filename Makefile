# The front door of the house. `make help` lists the doors.

# The first Python that is new enough; without one, bootstrap.py says what to do.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON := $(firstword $(shell for python in python3 python3.13 python3.12 python3.11; do \
  $$python $(NEW_ENOUGH) && echo $$python && break; done) python3)
BIN := .venv/bin
PORT ?= 8000
SCENARIO ?= zhuangshi-2023

.DEFAULT_GOAL := help
.PHONY: help ready run demo develop test fmt bench messages lock clean

help: ## 列出命令 / list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

ready: # environment, assets, fonts, catalogues: instant when nothing changed
	@$(PYTHON) scripts/bootstrap.py

run: ## 装好并启动演示网站 / set up, play the demonstration year, serve it
	@$(PYTHON) scripts/bootstrap.py --port $(PORT)
	@$(BIN)/fazhi demo --scenario $(SCENARIO)
	@$(BIN)/fazhi serve --port $(PORT)

demo: ready ## 演示数据、年度报告和指标，不启动网站 / the same without serving; results in var/demo
	@$(BIN)/fazhi demo --scenario $(SCENARIO) --out var/demo

develop: # the environment with the tools of developers
	@$(PYTHON) scripts/bootstrap.py --develop

test: develop ## 全部检查与测试 / lint, types, contracts, tests on every database at hand
	@$(BIN)/python scripts/check.py

fmt: develop ## 排版 / format and sort the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: develop ## 测量速度与内存 / measure speed, memory and growth
	@$(BIN)/python -m benchmarks.run

messages: develop ## 收集界面词句 / collect the words on screen into the catalogues
	@$(BIN)/python scripts/messages.py --collect

lock: ## 重新锁定依赖 / lock the dependencies anew
	@$(PYTHON) scripts/lock.py

clean: ## 删除生成物（不删数据） / remove what was generated, not the data
	rm -rf .venv node_modules src/fazhi/web/design/static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
