#!/usr/bin/env bash
# A Word file's note marks become the file's inner ids: they lead to other notes.
#
# Good guess:  a Word file with notes 1 to 12 becomes Markdown with twelve notes,
#              in which the mark behind the first sentence leads to the first note.
# What happens: kreuzberg puts Word's inner id behind the sentence, and once more
#              a number of its own at the end of the paragraph; the notes count
#              from 1. The ids are free, so they need not meet the notes:
#              - as pandoc writes the file (first id 9) the first sentence has
#                [^9][^1] and shows note 9 as well; later ids lead to no note;
#              - with ids from 1, behind the separators -1 and 0, the first note is
#                left out with its mark, and each id leads to the next one's note.
# Packages:    kreuzberg 4.10.4 and pypandoc_binary 1.17 (both PyPI; the second
#              holds pandoc 3.9, which makes the Word file).
# Date seen:   2026-11-30
# Why it matters: ministers' letters come as Word files with dozens of notes that
#              name the papers relied on. Here a promise is given the source of
#              another one, in Markdown that is valid and looks complete.
#
# Exit: 0 still so, 1 no longer so, 2 could not be tried.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m pip install --quiet --disable-pip-version-check --target py \
  kreuzberg==4.10.4 pypandoc_binary==1.17 || exit 2
export PYTHONPATH="$dir/py"

{
  for i in $(seq 12); do printf 'Zin %s gaat over dijk %s.[^n%s]\n\n' "$i" "$i" "$i"; done
  for i in $(seq 12); do printf '[^n%s]: Noot bij dijk %s.\n\n' "$i" "$i"; done
} > brief.md

cat > show.py <<'PY'
import re
import sys
import zipfile

import pypandoc
from kreuzberg import ExtractionConfig, extract_file_sync

NOTE_ID = re.compile(r'(<w:footnote(?:Reference)?\s[^>]*?w:id=")(\d+)"')
PARTS = ("word/document.xml", "word/footnotes.xml")


def renumber(source, target):
    """The same Word file, its notes' ids counted from 1; separators stay."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        body = old.read(PARTS[0]).decode()
        ids = [m[2] for m in NOTE_ID.finditer(body)]
        to = {old_id: str(i) for i, old_id in enumerate(ids, 1)}
        for name in old.namelist():
            data = old.read(name)
            if name in PARTS:
                data = NOTE_ID.sub(
                    lambda m: f'{m[1]}{to.get(m[2], m[2])}"', data.decode()
                ).encode()
            new.writestr(name, data)


def read(path):
    """Prints where the marks lead; tells how many notes, wrong and loose marks."""
    with zipfile.ZipFile(path) as file:
        for part in PARTS:
            ids = [m[2] for m in NOTE_ID.finditer(file.read(part).decode())]
            print(f"== {path}, ids in {part}:", *ids)
    config = ExtractionConfig(output_format="markdown")
    text = extract_file_sync(path, config=config).content
    notes = dict(re.findall(r"^\[\^(\d+)\]:\s+(.*)", text, re.M))
    wrong = loose = 0
    for line, number in re.findall(r"^(Zin (\d+) .*)$", text, re.M):
        leads = []
        for mark in re.findall(r"\[\^(\d+)\]", line):
            note = notes.get(mark)
            leads.append(f"{mark} -> {note or 'no note'}")
            loose += note is None
            wrong += note is not None and note != f"Noot bij dijk {number}."
        print(line, "|", "; ".join(leads) or "no mark")
    print(f"notes: {len(notes)} of 12; to another's note: {wrong}; to none: {loose}")
    return len(notes), wrong, loose


pypandoc.convert_file("brief.md", "docx", outputfile="pandoc.docx")
renumber("pandoc.docx", "from-1.docx")
notes, wrong, loose = read("pandoc.docx")
still = notes == 12 and wrong and loose
notes, wrong, loose = read("from-1.docx")
still = still and notes == 11 and wrong
if still:
    print("Still so: the marks are the file's inner ids, the notes count from 1.")
else:
    print("No longer so.")
    sys.exit(1)
PY
python3 show.py
