// Opens pages of a served site in Chromium and prints one line for each thing that is wrong.
// Usage: node check.mjs CHROMIUM ORIGIN PATH…
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, origin, ...paths] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
await page.setBypassCSP(true); // for axe alone; what the pages themselves load is checked by the console
let where = '';
page.on('console', message => wrong.push(`${where}: console: ${message.text()}`));
page.on('pageerror', error => wrong.push(`${where}: script: ${error.message}`));
page.on('request', request => {
  const url = request.url();
  if (!url.startsWith(origin) && !url.startsWith('data:')) wrong.push(`${where}: loads ${url}`);
});

for (const path of paths) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [320, 768, 1440]) {
      where = `${path} ${scheme} ${width}`;
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setViewport({ width, height: 900 });
      await page.goto(origin + path, { waitUntil: 'load' });
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
      if (scroll > width) wrong.push(`${where}: ${scroll} pixels wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      for (const v of violations) wrong.push(`${where}: ${v.id}: ${v.help}: ${v.nodes[0].html}`);
    }
  }
}

// From a mark to its note and back, by keyboard.
where = 'notes';
await page.goto(`${origin}/28638/201/`, { waitUntil: 'load' });
for (const [from, to] of [['#noot-2-ref', 'noot-2'], ['#noot-2 [role=doc-backlink]', 'noot-2-ref']]) {
  await page.focus(from);
  await page.keyboard.press('Enter');
  const at = await page.evaluate(() => document.querySelector(':target')?.id);
  if (at !== to) wrong.push(`notes: ${from} leads to ${at}, not ${to}`);
}

// The first thing that Tab reaches leads past the head of the page.
await page.goto(`${origin}/28638/201/`, { waitUntil: 'load' });
await page.keyboard.press('Tab');
const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
if (first !== '#hoofdinhoud') wrong.push(`skip link: Tab reaches ${first}`);

// Without scripts the same text.
const text = () => page.evaluate(() => document.querySelector('main').innerText);
const withScripts = await text();
await page.setJavaScriptEnabled(false);
await page.goto(`${origin}/28638/201/`, { waitUntil: 'load' });
if (await text() !== withScripts) wrong.push('without JavaScript the text differs');

// On paper: pages, and no navigation.
const pdf = await page.pdf({ preferCSSPageSize: true });
if (!Buffer.from(pdf).subarray(0, 5).equals(Buffer.from('%PDF-'))) wrong.push('print: no PDF');
await page.emulateMediaType('print');
await page.setJavaScriptEnabled(true);
await page.goto(`${origin}/28638/201/`, { waitUntil: 'load' });
const printed = await page.evaluate(() => document.querySelector('nav').checkVisibility());
if (printed) wrong.push('print: the navigation is printed');

await browser.close();
if (wrong.length) console.log(wrong.join('\n'));
process.exit(wrong.length ? 1 : 0);
