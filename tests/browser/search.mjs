// Searches a served site in Chromium and prints one line for each thing that is wrong.
// Usage: node search.mjs CHROMIUM ORIGIN
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, origin] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
let where = '';
const says = (name, is) => { if (!is) wrong.push(`${where}: ${name}`); };
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
page.on('console', message => wrong.push(`${where}: console: ${message.text()}`));
page.on('pageerror', error => wrong.push(`${where}: script: ${error.message}`));
page.on('request', request => {
  if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) wrong.push(`${where}: loads ${request.url()}`);
});
const until = async (name, test, ...rest) => {
  try { await page.waitForFunction(test, { timeout: 10_000 }, ...rest); } catch { wrong.push(`${where}: ${name}`); }
};
const found = () => page.$$eval('#treffers .werk a', links => links.map(link => new URL(link.href).pathname + new URL(link.href).hash));
const settled = path => until(`${path} is not found`, wanted =>
  [...document.querySelectorAll('#treffers .werk a')].some(link => new URL(link.href).pathname === wanted), path);

// From the field on the home page, by keyboard, to a letter by a word in another form.
where = 'home';
await page.setViewport({ width: 1000, height: 900 });
await page.goto(`${origin}/`, { waitUntil: 'load' });
await page.focus('#zoekvraag');
await page.keyboard.type('aanbeveling slachtoffer');
await page.keyboard.press('Enter');
await page.waitForNavigation({ waitUntil: 'load' }).catch(() => {});
where = 'words';
await settled('/28638/201/');
says(`the address does not say what is asked: ${page.url()}`, page.url().includes('q=aanbeveling+slachtoffer'));
const status = await page.$eval('#zoekstand', element => [element.getAttribute('role'), element.textContent]);
says(`the status says ${status}`, status[0] === 'status' && /^\d+ gevonden/.test(status[1]));
says('no word is marked', await page.$('#treffers mark') !== null);
says('no result leads to its paragraph', (await found()).some(href => /#p-\d+$/.test(href)));

// A number, held and only cited; then back.
where = 'number';
await page.focus('#zoekvraag');
await page.$eval('#zoekvraag', field => field.select());
await page.keyboard.type('28 638, nr. 190');
await page.keyboard.press('Enter');
await until('the cited work is not first', () =>
  new URL(document.querySelector('#treffers .werk a')?.href ?? 'http://x/').pathname === '/28638/190/');
where = 'back';
await page.goBack();
await settled('/28638/201/');
says('Back does not bring back what was asked', await page.$eval('#zoekvraag', field => field.value) === 'aanbeveling slachtoffer');

// What was found leads to the letter, and Back from there to what was found.
where = 'there and back';
await page.click('#treffers .werk a');
await until('the letter does not open', () => document.querySelector('.brief') !== null);
await page.goBack();
await settled('/28638/201/');

// Nothing found, said aloud, with what else can be done.
where = 'nothing';
await page.goto(`${origin}/zoeken/?q=zwaluwnest`, { waitUntil: 'load' });
await until('nobody says that nothing is found', () => document.querySelector('#zoekstand').textContent.startsWith('Niets gevonden'));
says('it does not say which word is unknown', (await page.$eval('#verstaan', element => element.textContent)).includes('zwaluwnest'));
says('the lists are not offered', await page.$eval('#zonder-zoeken', element => !element.hidden && element.checkVisibility()));

// Accessible, and no wider than the screen, with results and without.
await page.setBypassCSP(true);
for (const path of ['/zoeken/', '/zoeken/?q=mensenhandel', '/zoeken/?q=zwaluwnest']) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [320, 768, 1440]) {
      where = `${path} ${scheme} ${width}`;
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setViewport({ width, height: 900 });
      await page.goto(origin + path, { waitUntil: 'load' });
      await until('the search does not end', () => {
        const said = document.querySelector('#zoekstand').textContent;
        return !location.search || said && !said.includes('…');
      });
      await page.evaluate(() => { const details = document.querySelector('#verfijn'); if (details) details.open = true; });
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
      says(`${scroll} pixels wide`, scroll <= width);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      for (const v of violations) says(`${v.id}: ${v.help}: ${v.nodes[0].html}`, false);
    }
  }
}

// Without a script there is no dead field: the lists and the rules of addresses are there.
where = 'without a script';
await page.setJavaScriptEnabled(false);
await page.goto(`${origin}/zoeken/?q=mensenhandel`, { waitUntil: 'load' });
says('the field is still there', await page.$eval('.zoekveld', form => getComputedStyle(form).display) === 'none');
says('the lists are not there', await page.$eval('#zonder-zoeken', element => element.getBoundingClientRect().height > 0));

await browser.close();
wrong.forEach(line => console.log(line));
process.exitCode = wrong.length > 0 ? 1 : 0;
