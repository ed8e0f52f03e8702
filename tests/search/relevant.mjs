// Says which documents of a collection answer each query of queries.tsv, by reading every word of it.
// Usage: node relevant.mjs CONTENT [--write]
//
// The last column of queries.tsv says what must stand in a document (title, front matter, text, notes, annotations):
// regular expressions over its words without accents and capitals, joined with ` & `, with `! ` before what must not.
// Where that column is empty, a person judged. Prints where the documents in the list are not those that it finds;
// --write puts them there.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, queries, FILE } from './queries.mjs';

const [content, write] = process.argv.slice(2);
const read = path => readFileSync(join(content, path), 'utf8');
const files = readdirSync(content, { recursive: true }).sort();
const dossiers = new Map(files.filter(f => f.endsWith('_index.md'))
  .map(f => [f.split('/')[0], /^title: (.*)$/m.exec(read(f))[1]]));
const texts = new Map();
for (const file of files.filter(f => f.endsWith('.md') && !f.endsWith('_index.md'))) {
  const [, head, ...body] = read(file).split(/^---$/m);
  const value = key => new RegExp(`^${key}: ['"]?(.*?)['"]?$`, 'm').exec(head)?.[1];
  const dossier = value('dossiernummer') || /^dossiernummer:\n *- *(.*)$/m.exec(head)?.[1].replace(/'/g, '');
  const id = value('identifier') ?? (value('ondernummer') ? `kst-${dossier}-${value('ondernummer')}` : file.slice(0, -3));
  let remarks = '';
  try { remarks = read(file.replace('.md', '.annotations.yaml')); } catch { /* most have none */ }
  texts.set(id, fold([dossiers.get(dossier), head.replace(/^ *(- )?\w+: */gm, ''), body.join('---'), remarks].join('\n')
    .replace(/\[\^[^\]]*\]:?/g, ' ').replace(/[\\*]/g, '').replace(/[«»“”]/g, '"').replace(/’/g, "'")));
}
for (const [number, title] of dossiers) texts.set(number, fold(title));

const found = pattern => {
  const parts = pattern.split(' & ').map(p => [p.startsWith('! '), new RegExp(p.replace(/^! /, ''))]);
  return [...texts].filter(([, text]) => parts.every(([not, re]) => re.test(text) !== not)).map(([id]) => id).sort();
};
let differ = 0;
const lines = queries.map(q => {
  if (q.pattern) {
    const now = found(q.pattern);
    if (now.join(' ') !== q.documents.join(' ')) {
      differ += 1;
      console.log(`${q.query}: ${q.documents.length} in the list, ${now.length} found`);
      q.documents = now;
    }
  }
  return [q.kind, q.query, q.expect, q.documents.join(' '), q.pattern].join('\t');
});
console.log(`${texts.size} documents, ${lines.length} queries, ${differ} differ`);
if (write) writeFileSync(FILE, lines.join('\n') + '\n');
