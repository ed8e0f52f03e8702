// Where other programs put our annotations, and where links to words lead, in Chromium.
// Usage: node anchors.mjs CHROMIUM BUNDLE SITE PAGE (SITE: the published folder, PAGE: below it, with a slash at its end)
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const [executablePath, bundle, site, path] = process.argv.slice(2);
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
const server = createServer((request, answer) => {
  const name = request.url.split(/[?#]/)[0].replace(/\/$/, '/index.html');
  try {
    const body = readFileSync(join(site, decodeURI(name)));
    answer.writeHead(200, { 'content-type': types[name.split('.').at(-1)] ?? 'application/octet-stream' });
    answer.end(body);
  } catch {
    answer.writeHead(404);
    answer.end();
  }
}).listen(0);
const origin = `http://127.0.0.1:${server.address().port}`;
const { items } = JSON.parse(readFileSync(join(site, path, 'annotations.jsonld'), 'utf8'));
const quoted = items.filter(({ target }) => target.selector[0].type === 'TextQuoteSelector');
const wrong = [];
const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.setBypassCSP(true);
await page.goto(origin + path, { waitUntil: 'load' });
await page.evaluate(readFileSync(bundle, 'utf8'));
const names = await page.evaluate(() => Object.keys(globalThis.peers));
for (const name of names) {
  const found = await page.evaluate(async (name, list) => {
    // Right is: these words, from the mark where the annotation begins to its number.
    const plain = text => text.replace(/\[[^\]]*\]|\s/g, '');
    const result = [];
    for (const annotation of list) {
      const id = annotation.id.split('#')[1];
      const number = document.getElementById(`annotatie-${id}-ref`);
      try {
        const range = await globalThis.peers[name](annotation);
        const ends = document.createRange();
        ends.setStart(range.endContainer, range.endOffset);
        ends.setEndBefore(number);
        const same = plain(range.toString()) === plain(annotation.target.selector[0].exact);
        result.push(same && plain(ends.toString()) === '' ? 'right' : 'wrong');
      } catch (error) {
        result.push(`none: ${error}`.slice(0, 60));
      }
    }
    return result;
  }, name, quoted);
  const right = found.filter(f => f === 'right').length;
  console.log(`${name}: ${right} of ${quoted.length}`, [...new Set(found.filter(f => f !== 'right'))].slice(0, 3).join('; '));
  if (right !== quoted.length) wrong.push(name);
}

// Links to words (`#:~:text=`): the first words and the last of each quotation, as "copy link to highlight" makes them.
let reached = 0;
for (const annotation of quoted) {
  const words = annotation.target.selector.filter(s => s.type === 'TextQuoteSelector').at(-1).exact.trim();
  const list = words.replace(/\[[^\]]*\]/g, ' ').split(/\s+/);
  const part = text => encodeURIComponent(text).replaceAll('-', '%2D');
  const text = list.length > 6 ? `${part(list.slice(0, 3).join(' '))},${part(list.slice(-3).join(' '))}` : part(list.join(' '));
  await page.goto('about:blank');
  await page.goto(`${origin}${path}#:~:text=${text}`, { waitUntil: 'load' });
  const id = annotation.id.split('#')[1];
  await page.waitForFunction(() => scrollY > 0, { timeout: 700 }).catch(() => {});
  const off = await page.evaluate(id => {
    const { top, bottom } = document.getElementById(`annotatie-${id}-ref`).getBoundingClientRect();
    return top < 0 || bottom > innerHeight;
  }, id);
  if (!off) reached += 1;
}
console.log(`links to words: ${reached} of ${quoted.length} reach the letter`);
if (reached < quoted.length * 70 / 76) wrong.push('links to words');
await browser.close();
server.close();
if (wrong.length) console.log(`WRONG ${wrong.join(', ')}`);
process.exit(wrong.length ? 1 : 0);
