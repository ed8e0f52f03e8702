// Puts the queries of queries.tsv to the search of a built site and says how many it answers as asked.
// Usage: node judge.mjs SITE [--failed] [CLASS]
//
// Reads the site's own files, as a browser would fetch them; nothing is served. Exits with 1 where the queries do not
// fit the site (a document that they ask for has no page), not where one is answered badly: that is the figure.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { address, queries } from './queries.mjs';

const path = url => decodeURIComponent(new URL(url, 'https://site.example/').pathname).replace(/^\/|\/$/g, '');

/** What a search gave, laid beside what a person would want: see README.md for the four expectations. */
function judged({ expect, documents }, { total, results }) {
  const wanted = new Set(documents.map(address));
  const hits = results.map(r => path(r.path));
  const first = hits.findIndex(hit => wanted.has(hit));
  const ten = new Set(hits.slice(0, 10).filter(hit => wanted.has(hit)));
  const recall = expect === 'first' ? (first >= 0 && first < 10 ? 1 : 0) : ten.size / Math.min(10, wanted.size);
  const passed = {
    first: first === 0,
    find: recall === 1,
    only: recall === 1 && hits.every(hit => wanted.has(hit)),
    none: total === 0 && hits.length === 0,
  }[expect];
  return { passed, recall, reciprocal: first < 0 ? 0 : 1 / (first + 1), hits };
}

const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length;
export const percentile = (list, part) => [...list].sort((a, b) => a - b).at(Math.ceil(part * list.length) - 1);

/** Runs all queries with `search(query, limit)`, prints a table, and gives the three figures. */
export async function judge(search, { kind, failed } = {}) {
  const all = [];
  for (const query of queries.filter(q => !kind || q.kind === kind)) {
    let answer;
    try {
      // Exclusions and phrases are wrong with one wrong hit anywhere; the others with those that a reader sees.
      answer = judged(query, await search(query.query, query.expect === 'only' ? 1000 : 50));
    } catch (error) {
      answer = { passed: false, recall: 0, reciprocal: 0, hits: [`${error}`] };
    }
    all.push({ ...query, ...answer });
    if (failed && !answer.passed) {
      console.log(`${query.kind}: ${query.query} [${query.expect}]\n  wanted ${query.documents.slice(0, 12).join(' ')}\n  got    ${answer.hits.slice(0, 12).join(' ')}`);
    }
  }
  const asked = all.filter(q => q.expect !== 'none');
  for (const name of new Set(all.map(q => q.kind))) {
    const of = all.filter(q => q.kind === name);
    console.log(`${String(of.filter(q => q.passed).length).padStart(4)} of ${String(of.length).padStart(3)}  ${name}`);
  }
  const figures = {
    pass: mean(all.map(q => Number(q.passed))),
    recall: mean(asked.map(q => q.recall)),
    mrr: mean(asked.map(q => q.reciprocal)),
  };
  console.log(`${all.length} queries: pass ${figures.pass.toFixed(3)}, recall at 10 ${figures.recall.toFixed(3)}, MRR ${figures.mrr.toFixed(3)}`);
  return figures;
}

/** A `fetch` that reads below `site` and notes what each file weighs on the wire. */
function reader(site) {
  const wire = { bytes: 0 };
  const fetch = async url => {
    try {
      const bytes = readFileSync(join(site, path(`${url}`)));
      wire.bytes += /\.(gz|br|zst)$/.test(`${url}`) ? bytes.length : gzipSync(bytes, { level: 9 }).length;
      return new Response(bytes);
    } catch {
      return new Response('', { status: 404 });
    }
  };
  return { fetch, wire };
}

async function main([site, ...rest]) {
  const exists = file => { try { return statSync(join(site, file)).isFile(); } catch { return false; } };
  const astray = new Set(queries.flatMap(q => q.documents).filter(id => !exists(`${address(id)}/index.html`)));
  if (astray.size) {
    console.log(`no page in ${site}: ${[...astray].join(' ')}`);
    process.exitCode = 1;
  }
  const { open } = await import(pathToFileURL(join(site, 'zoek/zoek.js')));
  const opening = [], asking = [], times = [];
  await judge(async (query, limit) => {
    // Each query is the first of a reader who comes with it.
    const { fetch, wire } = reader(site);
    const index = await open({ base: 'https://site.example/', fetch });
    opening.push(wire.bytes);
    const start = performance.now();
    const answer = await index.search(query, { limit });
    times.push(performance.now() - start);
    asking.push(wire.bytes - opening.at(-1));
    return answer;
  }, { kind: rest.find(a => !a.startsWith('--')), failed: rest.includes('--failed') });
  const kb = n => `${(n / 1024).toFixed(1)} KB`;
  const files = readdirSync(join(site, 'zoek'), { recursive: true }).filter(f => exists(join('zoek', f)));
  const scripts = files.filter(f => /\.m?js$/.test(f));
  const size = list => list.reduce((sum, f) => sum + gzipSync(readFileSync(join(site, 'zoek', f)), { level: 9 }).length, 0);
  console.log(`gzip: scripts ${kb(size(scripts))}; before the first result, without them, 95th percentile ${
    kb(percentile(opening.map((n, i) => n + asking[i]), 0.95))}; a query ${kb(percentile(asking, 0.95))}`);
  console.log(`a search, files read from disk: median ${percentile(times, 0.5).toFixed(1)} ms, 95th percentile ${percentile(times, 0.95).toFixed(1)} ms`);
  console.log(`index: ${files.length} files, ${kb(size(files))} gzip`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
