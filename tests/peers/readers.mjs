// What reader modes keep of a letter: notes, words of dates, author and date.
// Usage: node readers.mjs PAGE EXPECTED
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';

const [page, expected] = process.argv.slice(2);
const html = readFileSync(page, 'utf8');
const { notes, author, date, dates_in_sentences: dates } = JSON.parse(readFileSync(expected, 'utf8'));
const url = 'https://brieven.example/36100/7/';
const wrong = [];
const says = (who, text, facts) => {
  const kept = Array.from({ length: notes }, (_, n) => text.includes(`Nootwoord${n + 1}:`)).filter(Boolean).length;
  const dated = text.split('1 juli jl.').length - 1;
  const found = { notes: `${kept} of ${notes}`, dates: `${Math.min(dated, dates)} of ${dates}`, ...facts };
  console.log(who, JSON.stringify(found));
  if (kept !== notes) wrong.push(`${who}: notes`);
  if (dated < dates) wrong.push(`${who}: dates in sentences`);
  if (!String(facts.author).includes(author)) wrong.push(`${who}: author`);
  if (!String(facts.date).startsWith(date)) wrong.push(`${who}: date`);
};

const { window } = new JSDOM(html, { url });
const article = new Readability(window.document).parse();
says('Readability', article.textContent, { author: article.byline, date: article.publishedTime, title: article.title });
const read = await Defuddle(new JSDOM(html, { url }).window.document, url, { markdown: false });
says('Defuddle', read.content.replace(/<[^>]*>/g, ''), { author: read.author, date: read.published, title: read.title });

// Words that stand in elements of their own are not glued where the text is taken without them.
const body = new JSDOM(html, { url }).window.document.body;
const blocks = new Set(['P', 'LI', 'H1', 'H2', 'H3', 'H4', 'DT', 'DD', 'TD', 'TH', 'SUMMARY', 'BLOCKQUOTE', 'DIV', 'SECTION', 'UL', 'OL', 'DL', 'TR', 'A', 'SPAN', 'BUTTON', 'LABEL', 'CODE']);
const glued = [];
const walker = body.ownerDocument.createTreeWalker(body, 4);
let last = null;
for (let text = walker.nextNode(); text; text = walker.nextNode()) {
  if (!text.data) continue;
  if (last && /[\p{L}\p{N}]$/u.test(last.data) && /^[\p{L}\p{N}]/u.test(text.data)) {
    // Two words, unless one element ends a word that the other goes on with, as emphasis may.
    const apart = [last, text].some(t => blocks.has(t.parentElement.tagName) && !t.parentElement.closest('.nootmark'));
    if (apart) glued.push(`${last.data.slice(-20)}|${text.data.slice(0, 20)}`);
  }
  last = text;
}
console.log('glued words', glued.length, glued.slice(0, 12).join(' '));
if (glued.length) wrong.push('glued words');
if (wrong.length) console.log(`WRONG ${wrong.join(', ')}`);
process.exit(wrong.length ? 1 : 0);
