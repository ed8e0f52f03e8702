#!/usr/bin/env bash
# A key of JSON Lines that is first filled late: its values are gone, without a word.
#
# Good guess:  a JSON Lines file in which most letters have no summary (null) and
#              the last ones have: the late texts are read, or the reader stops
#              and says that the type it chose does not fit them.
# What happens: DuckDB looks at the first 20,480 lines, gives the column the type
#              "NULL" and reads every later text as null. count(summary) is 0, a
#              look-up by id gives NULL, and nothing warns. With sample_size=-1
#              the same file has its 10 texts.
# Packages:    duckdb 2.0.1 (PyPI).
# Date seen:   2026-11-30
# Why it matters: lists of parliamentary papers are long, and many of their keys
#              are filled for few papers only, often the newest, which stand last.
#              A table of letters that is right as a file answers questions wrongly.
#              Absent texts are therefore "" in what we publish, and of each list a letter
#              in which it is filled stands first.
#
# Exit: 0 still so, 1 no longer so, 2 could not be tried.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m pip install --quiet --disable-pip-version-check --target py \
  duckdb==2.0.1 || exit 2

PYTHONPATH=py python3 - <<'PYTHON'
import json
import duckdb

with open("letters.jsonl", "w") as file:
    for number in range(30_000):
        summary = None if number < 29_990 else f"Samenvatting {number}"
        file.write(json.dumps({"id": f"kst-99999-{number}", "summary": summary}) + "\n")

ask = lambda question: duckdb.sql(question).fetchall()
kind = ask("DESCRIBE SELECT summary FROM 'letters.jsonl'")[0][1]
seen = ask("SELECT count(*), count(summary) FROM 'letters.jsonl'")[0]
whole = ask("SELECT count(summary) FROM read_json('letters.jsonl', sample_size=-1)")[0][0]
one = ask("SELECT summary FROM 'letters.jsonl' WHERE id = 'kst-99999-29995'")[0][0]
print(f"duckdb {duckdb.__version__}: type {kind}, {seen[1]} of 10 texts in {seen[0]} lines; "
      f"letter 29995 has {one!r}; {whole} texts with sample_size=-1")
raise SystemExit(0 if (kind, seen, whole, one) == ('"NULL"', (30_000, 0), 10, None) else 1)
PYTHON
