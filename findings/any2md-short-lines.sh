#!/usr/bin/env bash
# A letter's short lines are left out, and its date becomes one of no letter.
#
# Good guess:  the Markdown of a letter has all its lines, and `date:` is the
#              letter's, or else the file's (so says the package's read-me).
# What happens: any2md, as it is set when nothing is asked, drops each paragraph
#              of 25 signs or fewer without a closing stop: place and date,
#              salutation, closing words, name of the signer, as if they were
#              scraps of a web page. With --profile conservative the short lines
#              of a Word file stay; that flag's help speaks of contents lists and
#              note marks only. The one warning counts headings, not lost lines.
#              Of an HTML file "14 maart 2021" becomes `date: "2021-01-01"` (the
#              library that looks for dates misses this Dutch month), and a letter
#              with no date in its text gets the day of conversion, though the
#              file is years old.
# Packages:    any2md 1.1.1, with mammoth 1.13.0, trafilatura 2.3.1, htmldate
#              1.11.0, lxml 6.1.3 and lxml_html_clean 0.4.6, without which it does
#              not start; pypandoc_binary 1.17 for the Word file (all PyPI).
# Date seen:   2026-11-30
# Why it matters: a minister's letter is cited by date and signer. Both are gone,
#              and a wrong date stands in their place, where a program reads it.
#
# Exit: 0 still so, 1 no longer so, 2 could not be tried.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m pip install --quiet --disable-pip-version-check --target py \
  any2md==1.1.1 mammoth==1.13.0 trafilatura==2.3.1 htmldate==1.11.0 \
  lxml==6.1.3 lxml_html_clean==0.4.6 pypandoc_binary==1.17 || exit 2
export PYTHONPATH="$dir/py"

cat > brief.html <<'HTML'
<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Brief over de dijken</title></head>
<body>
<p>Den Haag, 14 maart 2021</p>
<p>Geachte voorzitter,</p>
<p>Hierbij zend ik u het verslag over het onderhoud van de dijken. De kosten vallen
mee, en het werk is eerder klaar dan gedacht.</p>
<p>Hoogachtend,</p>
<p>De minister van Dijken,</p>
<p>A. Voorbeeld</p>
</body>
</html>
HTML
python3 -c 'import pypandoc; pypandoc.convert_file("brief.html", "docx", outputfile="brief.docx")'
grep -v '14 maart' brief.html > dagloos.html
touch -d 2021-03-14 brief.html dagloos.html brief.docx

before=$(date +%F)
python3 -m any2md --no-config --quiet -o html brief.html dagloos.html > html.log
after=$(date +%F)
python3 -m any2md --no-config --quiet -o docx brief.docx | tail -n 1
python3 -m any2md --no-config --quiet --profile conservative -o all brief.docx > all.log

day() { sed -n 's/^date: "\(.*\)"$/\1/p' "$1"; }
dated=$(day html/brief.md)
undated=$(day html/dagloos.md)
echo "== HTML files of 2021-03-14, converted on $after"
echo "with 14 maart 2021 in the text: date: $dated"
echo "with no date in the text:       date: $undated"
body() { awk 'dashes == 2; /^---$/ { dashes++ }' "$1" | grep -v '^$' || true; }
for name in html docx all; do
  echo "== body, $name"
  body "$name/brief.md"
done

still=yes
[ "$dated" = 2021-01-01 ] || still=no
[ "$undated" = "$before" ] || [ "$undated" = "$after" ] || still=no
for line in 'Den Haag, 14 maart 2021' 'Geachte voorzitter,' 'Hoogachtend,' 'A. Voorbeeld'; do
  for name in html docx; do
    if body "$name/brief.md" | grep -qF "$line"; then still=no; fi
  done
  body all/brief.md | grep -qF "$line" || still=no
done
for name in html docx; do
  body "$name/brief.md" | grep -qF 'Hierbij zend ik u het verslag' || still=no
done

if [ "$still" = yes ]; then
  echo "Still so: short lines are gone, and the dates are not the letter's."
else
  echo "No longer so."
  exit 1
fi
