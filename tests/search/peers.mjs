// Puts the same queries to other searches, each over the same pages of a built site: letters, dossiers, works.
// Usage: npm install; node peers.mjs SITE [NAME]
//
// Each is set up as its documentation says for Dutch. Texts are those of a page's <main>, titles those of its <h1>.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { judge } from './judge.mjs';

const [site, only] = process.argv.slice(2);
const lists = /^(afzenders|brieven|dossiers|ministeries|onderwerpen|soorten|toegankelijkheid|zoeken|index\.html)/;
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const plain = html => html.replace(/<(script|style|nav)\b.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ')
  .replace(/&(\w+|#\w+);/g, (all, name) => entities[name] ?? all).replace(/\s+/g, ' ').trim();
const pages = readdirSync(site, { recursive: true }).sort()
  .filter(f => f.endsWith('index.html') && !lists.test(f))
  .map(file => ({ file, html: readFileSync(join(site, file), 'utf8') }))
  .filter(p => p.html.includes('<main') && !p.html.includes('http-equiv="refresh"'));
const documents = pages.map(({ file, html }, id) => ({
  id,
  path: `/${file.replace('index.html', '')}`,
  title: plain(/<h1.*?<\/h1>/s.exec(html)?.[0] ?? ''),
  text: plain(/<main.*<\/main>/s.exec(html)[0]),
}));
const found = (paths, limit) => ({ total: paths.length, results: paths.slice(0, limit).map(path => ({ path })) });
const size = text => `${(gzipSync(text).length / 1024).toFixed(0)} KB gzip`;

const peers = {
  async pagefind() {
    // Searches in a browser: what it asks of one is lent to it here.
    const { createIndex, close } = await import('pagefind');
    const { index } = await createIndex({ forceLanguage: 'nl' });
    for (const { file, html } of pages) {
      await index.addHTMLFile({ sourcePath: file, content: html.replace('<main', '<main data-pagefind-body') });
    }
    const outputPath = mkdtempSync(join(tmpdir(), 'pagefind-'));
    await index.writeFiles({ outputPath });
    await close();
    console.log(`${readdirSync(outputPath, { recursive: true }).length} files`);
    globalThis.window = { location: { origin: 'https://site.example', href: 'https://site.example/' } };
    globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => 'nl' }) };
    let bytes = 0;
    globalThis.fetch = async url => {
      const body = readFileSync(join(outputPath, new URL(url, 'https://site.example').pathname.replace('/pagefind/', '')));
      bytes += /\.js(on)?$/.test(`${url}`) ? gzipSync(body).length : body.length;
      return new Response(body);
    };
    const pagefind = await import(join(outputPath, 'pagefind.js'));
    await pagefind.options({ basePath: '/pagefind/', baseUrl: '/', noWorker: true });
    await pagefind.init();
    const { results: [first] } = await pagefind.search('brief');
    await first.data();
    console.log(`${(bytes / 1024).toFixed(0)} KB before the first result`);
    return async (query, limit) => {
      const { results } = await pagefind.search(query);
      const data = await Promise.all(results.slice(0, limit).map(r => r.data()));
      return { total: results.length, results: data.map(d => ({ path: d.raw_url ?? d.url })) };
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch');
    const { stemmer } = await import('@orama/stemmers/dutch');
    const index = new MiniSearch({
      fields: ['title', 'text'], storeFields: ['path'], processTerm: term => stemmer(term.toLowerCase()),
      searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true, combineWith: 'AND' },
    });
    index.addAll(documents);
    console.log(size(JSON.stringify(index)));
    return async (query, limit) => found(index.search(query).map(r => r.path), limit);
  },
  async lunr() {
    const { default: lunr } = await import('lunr');
    (await import('lunr-languages/lunr.stemmer.support.js')).default(lunr);
    (await import('lunr-languages/lunr.nl.js')).default(lunr);
    const index = lunr(function () {
      this.use(lunr.nl);
      this.ref('path');
      this.field('title', { boost: 2 });
      this.field('text');
      documents.forEach(d => this.add(d));
    });
    console.log(size(JSON.stringify(index)));
    return async (query, limit) => found(index.search(query).map(r => r.ref), limit);
  },
  async flexsearch() {
    const { Document, Charset } = await import('flexsearch');
    const index = new Document({
      document: { id: 'path', index: ['title', 'text'] }, tokenize: 'forward', encoder: Charset.LatinBalance, context: true,
    });
    documents.forEach(d => index.add(d));
    return async (query, limit) => found(index.search(query, { limit, merge: true }).map(r => r.id), limit);
  },
  async orama() {
    const { create, insertMultiple, search } = await import('@orama/orama');
    const { stemmer, language } = await import('@orama/stemmers/dutch');
    const index = create({
      schema: { path: 'string', title: 'string', text: 'string' },
      components: { tokenizer: { language, stemming: true, stemmer } },
    });
    await insertMultiple(index, documents.map(({ path, title, text }) => ({ path, title, text })));
    return async (query, limit) => {
      const { count, hits } = await search(index, { term: query, properties: ['title', 'text'], boost: { title: 2 }, threshold: 0, limit });
      return { total: count, results: hits.map(h => ({ path: h.document.path })) };
    };
  },
};

if (!only) {
  // Each in a process of its own: time and memory of one are not those of another.
  for (const name of Object.keys(peers)) execFileSync(process.execPath, [process.argv[1], site, name], { stdio: 'inherit' });
} else {
  console.log(`\n${only}, ${documents.length} pages`);
  const start = performance.now();
  const search = await peers[only]();
  console.log(`${((performance.now() - start) / 1000).toFixed(1)} s to index, ${(process.memoryUsage.rss() / 1048576).toFixed(0)} MB of this process`);
  await judge(search);
}
