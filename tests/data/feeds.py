#!/usr/bin/env python3
"""Reads every feed of a built site with feedparser, as a reader does who follows the archives: feeds.py PUBLIC BASE_URL."""
import pathlib
import re
import sys

import feedparser

public, base = pathlib.Path(sys.argv[1]), sys.argv[2]
failures = []


def same(what, found, expected):
    if found != expected:
        failures.append(what)
        print(f"FAIL {what}: {found}, not {expected}")


def file_of(url):
    assert url.startswith(base), url
    return public / url.removeprefix(base)


def read(path):
    feed = feedparser.parse(path.read_bytes())
    same(f"{path} is well-formed", feed.bozo, False)
    same(f"{path} is Atom", feed.version, "atom10")
    return feed


feeds = [path for path in public.rglob("*.xml") if path.name in ("feed.xml", "aangehaald.xml")]
for path in feeds:
    feed = read(path)
    same(f"{path} names itself", [l.href for l in feed.feed.links if l.rel == "self"], [base + str(path.relative_to(public))])
    page = file_of(next(l.href for l in feed.feed.links if l.rel == "alternate"))
    same(f"{path} has its page", (page / "index.html").is_file(), True)
    same(f"{path} is short", 0 < len(feed.entries) <= 50, True)
    same(f"{path} is named for ever", feed.feed.id.startswith("tag:"), True)
    ids, dates = [], []
    document = feed
    while True:
        for entry in document.entries:
            ids.append(entry.id)
            same(f"{entry.id} has a page", (file_of(entry.link.split("#")[0]) / "index.html").is_file(), True)
            same(f"{entry.id} has words", bool(entry.content[0].value.strip()), True)
            for address in re.findall(r' (?:href|src)="([^"]*)"', entry.content[0].value):
                same(f"{entry.id} has whole addresses", re.match(r"https?:|mailto:", address) is not None, True)
        dates += [entry.updated for entry in document.entries]
        same(f"{path} is as new as its newest entry", document.feed.updated, max(entry.updated for entry in document.entries))
        before = [link.href for link in document.feed.links if link.rel == "prev-archive"]
        if not before:
            break
        document = read(file_of(before[0]))
        same(f"{path}: the archive knows its feed", any(link.rel == "current" for link in document.feed.links), True)
    same(f"{path} is newest first", feed.entries and [e.updated for e in feed.entries], sorted((e.updated for e in feed.entries), reverse=True))
    print(f"ok   {path.relative_to(public)}: {len(set(ids))} entries")
letters = sum('class="pagina-letter"' in page.read_text() for page in public.rglob("index.html"))
ids = set()
document = read(public / "feed.xml")
while True:
    ids |= {entry.id for entry in document.entries}
    before = [link.href for link in document.feed.links if link.rel == "prev-archive"]
    if not before:
        break
    document = read(file_of(before[0]))
same("the site's feed and its archives have every letter", len(ids), letters)
print(f"{len(feeds)} feeds, {len(failures)} failures")
sys.exit(1 if failures else 0)
