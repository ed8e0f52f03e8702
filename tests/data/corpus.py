#!/usr/bin/env python3
"""Made-up letters in which every shape stands that readers of data guess wrong: corpus.py DIR.

Numbers that look like dates (70-3), numbers (12016E208), and a budget chapter that comes late; lists that are empty in the
first thousands of rows; titles with commas, quotation marks and line-like signs; a letter that only has a kenmerk.
"""
import pathlib
import sys

LETTERS = 400
CITED = 80  # citations a letter: together more than any reader looks at before it decides


def letter(number):
    dossier = 36000 + number % 7
    lines = [
        "---",
        f'title: "Brief over «zaken», deel {number}: een \\"vervolg\\" & meer"',
        f"date: {2015 + number // 40}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "indiener:",
        "  - ambt: Minister van Financiën",
        f"    naam: J. de Tester-{number % 5}",
    ]
    if number == LETTERS - 1:
        lines += ["kenmerk: FIN/2024-012"]
    else:
        lines += [f"dossiernummer: {dossier}", f"ondernummer: {number + 1}"]
    if number > LETTERS - 3:
        lines += ["onderwerp: [belasting, 'een, twee']", "ontvanger: de Voorzitter van de Tweede Kamer", "plaats: Den Haag"]
    lines += ["---", "", "Geachte voorzitter,", ""]
    cited = [f"Kamerstukken II 2014/15, {36000 + n % 7}, nr. {500 + number * CITED + n}" for n in range(CITED - 8)]
    for start in range(0, len(cited), 8):
        lines += ["Zie " + "; ".join(cited[start : start + 8]) + ".", ""]
    lines += ["Voorts artikel 208 VWEU en Verordening (EU) 2016/679, en Stb. 2015, 12.[^1]", ""]
    if number > LETTERS - 5:
        lines += ["Kamerstukken II 2023/24, 36 600 XVI, nr. 5 en document 2020D27680, en 21 501-02, nr. 12.", ""]
        lines += ["Begin november ontvangt u hierover een brief.", ""]
    lines += [f"[^1]: Noot {number}, zie Kamerstuk 36 001, nr. 3, en www.example.org/pad."]
    return "\n".join(lines) + "\n"


def main(folder):
    root = pathlib.Path(folder)
    root.mkdir(parents=True)
    (root / "site.yaml").write_text(
        "title: Proef met gegevens\nbase_url: https://example.org/proef/\nlicense: CC0 1.0\npublisher: De Proefredactie\n"
        "description: Verzonnen brieven.\n"
    )
    for number in range(LETTERS):
        (root / f"{number}.md").write_text(letter(number))
    (root / "36001").mkdir()
    (root / "36001" / "_index.md").write_text("---\ntitle: Een dossier\n---\n\nBegint met Kamerstuk 36 002, nr. 9.\n")
    (root / f"{LETTERS - 2}.annotations.yaml").write_text(
        "- quote: Begin november ontvangt u hierover een brief.\n  kind: vervolg\n  author: Redactie\n  date: 2026-01-02\n"
        f"  tags: [toezegging]\n  body: De brief volgde; zie Kamerstuk {36000 + (LETTERS - 3) % 7}, nr. {LETTERS - 2}.\n"
    )


main(sys.argv[1])
