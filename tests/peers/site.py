"""Writes a site for the tests beside it: one letter with what other tools stumble over, in words of our own.

Usage: site.py DIR   (writes DIR/content and DIR/expected.json)
"""
import json, pathlib, sys

NOTES, MARKED = 45, 76
out = pathlib.Path(sys.argv[1])
home = out / "content" / "36100"
home.mkdir(parents=True, exist_ok=True)
(out / "content" / "site.yaml").write_text(
    "title: Brieven\nbase_url: https://brieven.example/\npublisher: De redactie\nlanguage: nl\n", "utf-8")
(home / "_index.md").write_text("---\ntitle: Voorbeelden van ramingen\n---\n", "utf-8")
(home / "6.md").write_text(
    "---\ntitle: Eerdere raming\ndossiernummer: 36100\nondernummer: 6\ndate: 2021-03-02\n"
    "indiener:\n  - ambt: Minister van Financiën\n---\n\nDe eerdere raming staat hieronder.\n", "utf-8")

subjects = ["de gemeente", "het waterschap", "de provincie", "het ministerie", "de inspectie", "het fonds", "de school"]
verbs = ["meldt", "verwacht", "betwijfelt", "bevestigt", "herhaalt"]
objects = ["een hogere raming", "een lagere raming", "dezelfde uitkomst", "een later moment", "meer overleg", "minder lasten"]
lines, quotes, notes = ["## Aanleiding", ""], [], []
sentence = 0
for n in range(1, 61):
    words = []
    for _ in range(4):
        sentence += 1
        s, v, o = subjects[sentence % 7], verbs[sentence % 5], objects[sentence % 6]
        words.append(f"In onderdeel {sentence} {v} {s} {o}, zoals op 1 juli jl. is gezegd")
        if sentence <= MARKED:
            # Every third quotation runs on over the mark of a note, every fifth is a word that is there often.
            quotes.append((f"onderdeel {sentence} {v} {s} {o}", None))
    text = ". ".join(words) + "."
    if n <= NOTES:
        first, rest = text.split(", zoals", 1)
        text = f"{first}[^{n}], zoals{rest}"
        notes.append(f"[^{n}]: Nootwoord{n}: zie Kamerstuk 36 100, nr. 6, blz. {n}.")
        if n % 3 == 0:
            s = (n - 1) * 4 + 1
            if s <= MARKED:
                quotes[s - 1] = (f"{first.split('In ', 1)[1]}, zoals op 1 juli jl.", None)
    lines += [text, ""]
    if n % 15 == 0:
        lines += [f"## Deel {n // 15}", "", "- eerste punt", f"- tweede punt van deel {n // 15}", "", "> Aangehaald stuk.", ""]
lines += ["| Jaar | Bedrag |", "|---|--:|", "| 2021 | 10 |", "| 2022 | 12 |", "", *[line for note in notes for line in (note, "")]]
(home / "7.md").write_text(
    "---\ntitle: Herziening van de ramingen\ndossiernummer: 36100\nondernummer: 7\ndate: 2022-09-15\n"
    "indiener:\n  - ambt: Minister van Financiën\n    naam: A. de Bruin\nonderwerp: [ramingen]\n"
    "ontvanger: Voorzitter van de Tweede Kamer\nplaats: Den Haag\n---\n\n" + "\n".join(lines), "utf-8")
annotations = "".join(
    f"- quote: {json.dumps(quote, ensure_ascii=False)}\n  author: De redactie\n  date: 2022-10-01\n  kind: toelichting\n"
    f"  body: {json.dumps(f'Opmerking over «{quote}».', ensure_ascii=False)}\n"
    for quote, _ in quotes)
(home / "7.annotations.yaml").write_text(annotations, "utf-8")
(out / "expected.json").write_text(json.dumps({
    "notes": NOTES, "quotes": [quote for quote, _ in quotes], "author": "A. de Bruin", "date": "2022-09-15",
    "dates_in_sentences": sentence}, ensure_ascii=False, indent=1), "utf-8")
