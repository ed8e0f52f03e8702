// What the script of the site makes of words and queries, for the test that lays the program's own beside it.
//
//   node same.mjs words FOLDER < texts     for each line of texts its words, with readings and keys
//   node same.mjs found FOLDER < queries   for each line the documents found, with their scores
//
// FOLDER holds a site with its zoek/.

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const [what, folder] = process.argv.slice(2);
const script = pathToFileURL(resolve(import.meta.dirname, '../../static/zoek/zoek.js'));
const { open, words, readings, keys } = await import(script);
let asked = 0;
const fetch = async address => {
  asked++;
  try {
    return new Response(await readFile(resolve(folder, address.replace('http://site/', ''))));
  } catch {
    return new Response('', { status: 404 });
  }
};
const index = await open({ base: 'http://site/', fetch });
const lines = (await readFile('/dev/stdin', 'utf8')).split('\n').filter(Boolean);
for (const line of lines) {
  if (what === 'words') {
    const told = words(index.rules, line).map(({ form, place }) =>
      [form, String(place), readings(index.rules, form).join(' '), keys(index.rules, form).join(' ')].join(','));
    console.log(told.join(';'));
  } else {
    const { total, results } = await index.search(line, { limit: 50 });
    console.log([total, ...results.map(({ path, score }) => `${path} ${score.toFixed(6)}`)].join(';'));
  }
}
