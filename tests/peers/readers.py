"""What two extractors in Python keep of a letter. Usage: readers.py PAGE EXPECTED"""
import json, re, sys
import trafilatura
from readability import Document

html = open(sys.argv[1], encoding="utf-8").read()
expected = json.load(open(sys.argv[2], encoding="utf-8"))
wrong = []


def says(who, text, **facts):
    kept = sum(f"Nootwoord{n}:" in text for n in range(1, expected["notes"] + 1))
    dates = text.count("1 juli jl.")
    print(who, {"notes": f"{kept} of {expected['notes']}",
                "dates": f"{min(dates, expected['dates_in_sentences'])} of {expected['dates_in_sentences']}", **facts})
    if kept != expected["notes"]:
        wrong.append(f"{who}: notes")
    if dates < expected["dates_in_sentences"]:
        wrong.append(f"{who}: dates in sentences")
    for key in ("author", "date"):
        # trafilatura takes the points out of initials.
        if key in facts and expected[key].replace(".", "") not in str(facts[key]).replace(".", ""):
            wrong.append(f"{who}: {key}")


found = trafilatura.bare_extraction(html, url="https://brieven.example/36100/7/", with_metadata=True, include_comments=False)
found = found if isinstance(found, dict) else found.as_dict()
says("trafilatura", found["text"], author=found["author"], date=found["date"], title=found["title"])
says("readability-lxml", re.sub("<[^>]*>", "", Document(html).summary()))
if wrong:
    print("WRONG", ", ".join(wrong))
sys.exit(bool(wrong))
