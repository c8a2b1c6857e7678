# make run     sets everything up and serves on 127.0.0.1:8000 (PORT=9000 make run changes the port)
# make dev     the same with DEBUG, the gallery of components and automatic reloading
# make test    the whole suite: SQLite, then PostgreSQL, with browser tests, as far as this machine has them
# make check   format, lint, migrations, deployment settings, vendored files

PORT ?= 8000
ARGS ?=
export PORT

BIN := .venv/bin
PRODUCTION := env ENV_FILE= DEBUG=false HTTPS=true ALLOWED_HOSTS=cchc.example.vn DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))")

.PHONY: run dev test check format requirements vendor clean
.SILENT:

run:
	sh scripts/setup.sh
	exec $(BIN)/python scripts/serve.py

dev:
	sh scripts/setup.sh
	DEBUG=true HTTPS=false exec $(BIN)/python scripts/serve.py --reload

# ARGS go to pytest: make test ARGS="tests/targets -x". COMPLETE=1 fails where something would be left out.
test:
	sh scripts/setup.sh dev
	exec $(BIN)/python scripts/test.py $(if $(COMPLETE),--complete) $(ARGS)

check:
	sh scripts/setup.sh dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(PRODUCTION) $(BIN)/python -W error manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python -W error manage.py check --deploy --fail-level WARNING
	$(BIN)/python scripts/vendor.py --check

format:
	sh scripts/setup.sh dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

requirements:
	sh scripts/setup.sh dev
	sh scripts/requirements.sh

vendor:
	python3 scripts/vendor.py

# The virtual environment and what was made from the sources; the database and the uploads under var/ stay.
clean:
	rm -rf .venv var/static var/stamps
