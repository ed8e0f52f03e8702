// The same feeds with two readers of another world, rss-parser and feedsmith: node feeds.mjs PUBLIC
import fs from 'node:fs';
import path from 'node:path';
import Parser from 'rss-parser';
import { parseFeed } from 'feedsmith';

const root = process.argv[2];
let failures = 0;
let read = 0;
for (const name of fs.readdirSync(root, { recursive: true })) {
  if (!/(^|\/)(feed|aangehaald)(-\d+)?\.xml$/.test(name)) continue;
  const text = fs.readFileSync(path.join(root, name), 'utf8');
  const entries = text.split('<entry').length - 1;
  const { items } = await new Parser().parseString(text);
  const { format, feed } = parseFeed(text);
  const whole = items.every((item) => item.link.startsWith('http') && item.id && item.isoDate && item.content);
  const same = format === 'atom' && items.length === entries && feed.entries.length === entries;
  const named = feed.entries.every((entry) => entry.id.startsWith('tag:') && entry.updated && entry.title);
  if (!(whole && same && named)) {
    failures += 1;
    console.log(`FAIL ${name}: ${entries} entries, ${items.length} and ${feed.entries.length} read`);
  }
  read += 1;
}
console.log(`${read} documents, ${failures} failures`);
process.exit(failures || read === 0 ? 1 : 0);
