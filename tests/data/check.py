#!/usr/bin/env python3
"""Opens every export of a built site with tools of its field, without options, and counts: check.py PUBLIC [CMIF.rng]."""
import csv
import json
import pathlib
import re
import sys

import duckdb
import frictionless
import igraph
import networkx
import pandas
import polars
import pyoxigraph
import rdflib

public = pathlib.Path(sys.argv[1])
data = public / "data"
failures = []


def same(what, found, expected):
    print(f"{'ok  ' if found == expected else 'FAIL'} {what}: {found}" + ("" if found == expected else f", not {expected}"))
    if found != expected:
        failures.append(what)


def read(name):
    return (data / name).read_text(encoding="utf-8")


# What is there, by plain means.
letters = [json.loads(line) for line in read("letters.jsonl").splitlines()]
documents = list(csv.DictReader(read("documents.csv").splitlines(keepends=True)))
citations = list(csv.DictReader(read("citations.csv").splitlines(keepends=True)))
promises = list(csv.DictReader(read("toezeggingen.csv").splitlines(keepends=True)))
works = [row for row in documents if row["kind"] != "dossier"]

# The same rows as the site has.
report = json.loads((public / "verwijzingen" / "verwijzingen.json").read_text())
same("citations as on the page", len(citations), sum(sum(v for k, v in row.items() if k != "kind") for row in report["citations"]))
same("unresolved as on the page", sum(r["state"] in ("ambiguous", "unknown") for r in citations), len(report["unresolved"]))
same("letters as pages", len(letters), sum('class="pagina-letter"' in p.read_text() for p in public.rglob("index.html")))
same("letters as Markdown", len(letters), len(list(public.rglob("index.md"))))
same("works as pages", len(works), sum(re.search('class="pagina-(letter|work)"', p.read_text()) is not None for p in public.rglob("index.html")))
keys = {row["id"] for row in documents}
same("keys are unique", len(keys), len(documents))
same("every letter is a document", {row["id"] for row in letters} - keys, set())
same("every source and target is one", {r[c] for r in citations for c in ("source", "target") if r[c]} - keys, set())

# DuckDB, polars, pandas: types guessed, nothing lost.
text = {"id", "source", "target", "named", "place", "dossier", "words"}
for name, rows in [("documents.csv", documents), ("citations.csv", citations), ("toezeggingen.csv", promises)]:
    path = str(data / name)
    same(f"DuckDB rows of {name}", duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0], len(rows))
    for column, kind in [(d[0], d[1]) for d in duckdb.sql(f"describe from '{path}'").fetchall()]:
        if column in text:
            same(f"DuckDB {name} {column}", kind, "VARCHAR")
    frame, table = polars.read_csv(path), pandas.read_csv(path)
    same(f"polars rows of {name}", frame.height, len(rows))
    same(f"pandas rows of {name}", len(table), len(rows))
    for column in text & set(frame.columns) & set(rows[0] if rows else []):
        expected = [row[column] for row in rows]
        same(f"polars {name} {column}", frame[column].fill_null("").to_list() == expected, True)
        same(f"pandas {name} {column}", table[column].fillna("").tolist() == expected, True)
path = str(data / "letters.jsonl")
same("DuckDB rows of letters.jsonl", duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0], len(letters))
kinds = {d[0]: d[1] for d in duckdb.sql(f"describe from '{path}'").fetchall()}
same("DuckDB id, number, date", (kinds["id"], kinds["number"], kinds["date"]), ("VARCHAR", "VARCHAR", "DATE"))
notes = sum(len(letter["notes"]) for letter in letters)
topics = sum(len(letter["topics"]) for letter in letters)
same("DuckDB notes, topics", duckdb.sql(f"select sum(len(notes)), sum(len(topics)) from '{path}'").fetchall()[0], (notes, topics))
frame = polars.read_ndjson(path)
same("polars notes, topics", (frame["notes"].list.len().sum(), frame["topics"].list.len().sum()), (notes, topics))
same("pandas rows of letters.jsonl", len(pandas.read_json(path, lines=True)), len(letters))
joined = duckdb.sql(
    f"select count(*) from '{data}/citations.csv' c join '{path}' l on c.source = l.id join '{data}/documents.csv' d on c.target = d.id"
).fetchall()[0][0]
held = {letter["id"] for letter in letters}
same("DuckDB joins by key", joined, sum(r["source"] in held and r["target"] in keys for r in citations))

# Networks.
edges = {(r["source"], r["target"]) for r in citations
         if r["within"] in ("text", "note") and r["target"] and not r["target"].startswith("dossier-") and r["source"] != r["target"]}
graph = networkx.read_graphml(data / "graph.graphml")
same("networkx nodes", set(graph), {row["id"] for row in works})
same("networkx edges", len(edges - set(graph.edges)), 0)
same("networkx weighs", all("citations" in told for *_, told in graph.edges(data=True)), True)
drawn = igraph.Graph.Read_GraphML(str(data / "graph.graphml"))
same("igraph nodes by name", set(drawn.vs["id"]), {row["id"] for row in works})
same("igraph edges", drawn.ecount(), graph.number_of_edges())
same("igraph gives edges no name", "id" in drawn.es.attributes(), False)

# Linked data.
known = rdflib.Graph().parse(data / "corpus.nt", format="nt")
store = pyoxigraph.Store()
store.load(path=str(data / "corpus.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
same("rdflib and Oxigraph agree", len(known), len(store))
ask = """prefix schema: <https://schema.org/> prefix dcterms: <http://purl.org/dc/terms/> prefix xsd: <http://www.w3.org/2001/XMLSchema#>
select (count(distinct ?l) as ?n) where { ?l a schema:Report ; dcterms:issued ?d ; dcterms:title ?t . filter(?d >= "2000-01-01"^^xsd:date && lang(?t) = "nl") }"""
same("rdflib letters by date", int(next(iter(known.query(ask)))[0]), len(letters))
same("Oxigraph letters by date", int(next(iter(store.query(ask)))[0].value), len(letters))
ask = "select (count(*) as ?n) where { ?a <http://data.europa.eu/eli/ontology#cites> ?b }"
same("citations in RDF", int(next(iter(known.query(ask)))[0]), graph.number_of_edges())

# The description.
package = frictionless.Package(str(data / "datapackage.json"))
outcome = package.validate()
same("frictionless finds the tables valid", (outcome.valid, outcome.flatten(["title", "message"])[:3]), (True, []))
same("frictionless rows", [r.stats["rows"] for r in outcome.tasks if r.type == "table"][:4], [len(letters), len(documents), len(citations), len(promises)])
if len(sys.argv) > 3:
    import jsonschema

    profile = json.loads(pathlib.Path(sys.argv[3]).read_text())
    jsonschema.validate(json.loads(read("datapackage.json")), profile)
    print("ok   datapackage.json against the profile of version 2")
if len(sys.argv) > 2:
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(sys.argv[2]))
    same("cmif.xml against its schema", (schema.validate(etree.parse(data / "cmif.xml")), str(schema.error_log)[:500]), (True, ""))
found = read("cmif.xml").count("<correspDesc ")
same("letters in CMIF", found, sum("rief" in letter["type"] or letter["recipient"] != "" for letter in letters))

print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
