// Opens pages of a served site in Chromium and prints one line for each thing that is wrong.
// Usage: node check.mjs CHROMIUM ORIGIN PATH…
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [executablePath, origin, ...paths] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const launch = (settings = '') => puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
    // A mouse: without it a browser without a screen says that nothing can hover.
    `--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4${settings}`],
});
const browser = await launch();
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

const letter = `${origin}/28638/201/`;
const says = (name, is) => { if (!is) wrong.push(`${where}: ${name}`); };
const until = async (name, test) => {
  try { await page.waitForFunction(test, { timeout: 10_000 }); } catch { wrong.push(`${where}: ${name}`); }
};
const isOpen = () => document.querySelector(':popover-open') !== null;
const isClosed = () => document.querySelector(':popover-open') === null;

// From a mark to its note and back, by keyboard: where the note stands beside the text and where it stands below.
for (const width of [360, 1440]) {
  where = `notes ${width}`;
  await page.setViewport({ width, height: 900 });
  await page.goto(letter, { waitUntil: 'load' });
  for (const [from, to] of [['#noot-2-ref', 'noot-2'], ['#noot-2 [role=doc-backlink]', 'noot-2-ref']]) {
    await page.focus(from);
    await page.keyboard.press('Enter');
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    const at = await page.evaluate(() => document.querySelector(':target')?.id);
    says(`${from} leads to ${at}, not ${to}`, at === to);
    const { top, bottom } = await page.evaluate(() => document.querySelector(':target').getBoundingClientRect().toJSON());
    says(`${to} is out of sight`, top >= 0 && bottom <= 900);
  }
  const { apart, overlap, beside } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.noten li')].map(note => note.getBoundingClientRect());
    const text = document.querySelector('.tekst').getBoundingClientRect();
    const marks = [...document.querySelectorAll('.nootmark sup')].map(mark => mark.getBoundingClientRect());
    return {
      overlap: boxes.some((box, n) => n > 0 && box.top < boxes[n - 1].bottom - 1),
      beside: boxes.every(box => box.left > text.right),
      apart: Math.max(...boxes.map((box, n) => Math.abs(box.top - marks[n].top))),
    };
  });
  says('notes lie over one another', !overlap);
  says('notes do not stand where they belong', beside === (width === 1440));
  says(`a note stands ${apart} pixels from its mark`, width !== 1440 || apart < 40);
}

// A mark moves no line: lines with one are as far apart as lines without.
where = 'marks';
const moved = await page.evaluate(() => {
  const paragraph = document.querySelector('#noot-2-ref').closest('p');
  const before = paragraph.offsetHeight;
  paragraph.querySelector('.nootmark').style.display = 'none';
  return paragraph.offsetHeight - before;
});
says(`without its mark the paragraph is ${moved} pixels higher`, moved === 0);

// Nothing shifts while a page loads.
where = 'layout';
await page.goto(letter, { waitUntil: 'load' });
const shift = await page.evaluate(() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
}));
says(`the page shifts by ${shift}`, shift === 0);

// Cards: by pointer, hoverable, closed by Escape and by leaving; by keyboard; switched off for good.
where = 'cards';
const citation = '.tekst a.citaat';
await page.hover(citation);
await until('none opens under the pointer', isOpen);
const card = await page.evaluate(() => document.querySelector(':popover-open')?.innerText.replace(/\s+/g, ' ') ?? '');
for (const part of ['Kamerstuk 28 638, nr. 190', 'Commissiedebat van 27 mei 2021', 'niet in deze collectie',
  'Dossier 28 638 Mensenhandel', 'Aangehaald door 1 brief', 'In dit debat is toegezegd']) {
  says(`the card does not say “${part}”: ${card}`, card.includes(part));
}
await page.evaluate(axe);
for (const v of (await page.evaluate(() => globalThis.axe.run())).violations) says(`${v.id}: ${v.help}`, false);
await page.hover('#kaart-open');
await new Promise(resolve => setTimeout(resolve, 700));
says('the card closes under the pointer', await page.evaluate(isOpen));
await page.keyboard.press('Escape');
says('Escape does not close it', await page.evaluate(isClosed));
await page.mouse.move(5, 5);
await page.hover(citation);
await until('none opens again', isOpen);
await page.mouse.move(5, 5);
await until('it stays when the pointer leaves', isClosed);
await page.focus('#annotaties-afdrukken');
// Before the citation may stand numbers of annotations and of headings; no paragraph stops the keyboard.
do await page.keyboard.press('Tab');
while (await page.evaluate(() => document.activeElement.matches('.annotatiemark a, .nootmark')));
await until('none opens at the focus', isOpen);
says('the link is not described by it',
  await page.evaluate(() => document.activeElement.getAttribute('aria-describedby') === 'kaart-open'));
await page.keyboard.press('Escape');
says('Escape does not close it at the focus', await page.evaluate(isClosed));
says('Escape moves the focus', await page.evaluate(() => document.activeElement.matches('a.citaat')));
await page.click('#kaarten');
await page.reload({ waitUntil: 'load' });
await page.hover(citation);
await new Promise(resolve => setTimeout(resolve, 900));
says('one opens although they are switched off', await page.evaluate(isClosed));
await page.click('#kaarten');

where = 'annotations';
await page.mouse.move(5, 5);
// From an annotation's number to the remark and back, by keyboard; the remarks beside the text where there is room.
for (const width of [768, 1440]) {
  await page.setViewport({ width, height: 900 });
  await page.goto(letter, { waitUntil: 'load' });
  const wanted = await page.evaluate(() => document.querySelector('.annotaties li').id);
  for (const [from, to] of [['.annotatiemark a', wanted], [`#${wanted} [role=doc-backlink]`, `${wanted}-ref`]]) {
    await page.focus(from);
    await page.keyboard.press('Enter');
    const at = await page.evaluate(() => document.querySelector(':target')?.id);
    if (at !== to) wrong.push(`annotations: ${from} leads to ${at}, not ${to}`);
  }
  const boxes = await page.evaluate(() => {
    const box = element => element.getBoundingClientRect().toJSON();
    return { text: box(document.querySelector('.tekst')), notes: [...document.querySelectorAll('.annotaties li[id]')].map(box) };
  });
  const beside = boxes.notes.every(note => note.right <= boxes.text.left);
  const below = boxes.notes.every(note => note.top >= boxes.text.bottom);
  if (width === 1440 ? !beside : !below) wrong.push(`annotations: in the wrong place at ${width}`);
  if (boxes.notes.some((note, i) => i > 0 && note.top < boxes.notes[i - 1].bottom)) wrong.push(`annotations: on each other at ${width}`);
}

// The switches hide them and let them be printed; without their marks the letter has the same words.
const visible = selector => page.evaluate(s => document.querySelector(s).checkVisibility(), selector);
const words = () => page.evaluate(() => document.querySelector('.tekst').innerText);
await page.focus('#annotaties-tonen');
await page.keyboard.press('Space');
if (await visible('.annotaties')) wrong.push('annotations: the switch does not hide them');
if (await visible('.annotatiemark')) wrong.push('annotations: hiding them leaves their numbers');
const bare = await words();
await page.keyboard.press('Space');
if (bare !== await words()) wrong.push('annotations: their numbers are words of the letter');
await page.emulateMediaType('print');
if (await visible('.annotaties')) wrong.push('annotations: printed unasked');
await page.evaluate(() => document.querySelector('#annotaties-afdrukken').click());
if (!await visible('.annotaties')) wrong.push('annotations: not printed on demand');
says('what only a screen can use is printed', !await page.evaluate(() => [...document.querySelectorAll('.scherm')].some(e => e.checkVisibility())));
await page.emulateMediaType('screen');
await page.evaluate(() => document.querySelectorAll('.annotatiemark').forEach(mark => mark.remove()));
if (bare !== await words()) wrong.push('annotations: the letter without them has other words');

// What a screen reader says: marks and headings have names that can be told from the words around them.
where = 'heard';
await page.goto(letter, { waitUntil: 'load' });
const spoken = [];
const listen = node => { spoken.push([node.role, node.name]); node.children?.forEach(listen); };
listen(await page.accessibility.snapshot({ interestingOnly: false }));
const named = role => spoken.filter(([r]) => r === role).map(([, name]) => name);
says(`marks are called ${named('doc-noteref')}`, named('doc-noteref').join() === 'Noot 1,Noot 2,Noot 3,Noot 4');
says(`headings: ${named('heading')}`, named('heading').some(name => name.startsWith('Reactie Aantekening van de redactie 4')));
says('the address of a paragraph comes before its words',
  await page.evaluate(() => [...document.querySelectorAll('p > .alinea')].every(a => a === a.parentElement.lastChild)));

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

// On paper: A4 in black on white, a running head, numbered pages, the notes, and nothing to click.
where = 'print';
await page.setJavaScriptEnabled(true);
await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
await page.goto(letter, { waitUntil: 'load' });
const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true }));
says('no PDF', pdf.subarray(0, 5).equals(Buffer.from('%PDF-')));
const paper = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
if (paper.error) {
  console.log('skipped: pdftotext is missing (poppler-utils)');
  says('pdftotext is missing, and CI must run this test', !process.env.CI);
} else {
  const sheets = paper.stdout.split('\f').filter(sheet => sheet.trim());
  sheets.forEach((sheet, n) => {
    says(`no page number on sheet ${n + 1}`, new RegExp(`${n + 1} ?/ ?${sheets.length}`).test(sheet));
    says(`no running head on sheet ${n + 1}`, sheet.trimStart().startsWith('Kamerstuk 28 638, nr. 201'));
  });
  says('the notes are missing', /Noten[^]*Kamerstuk 31 015, nr. 221/.test(paper.stdout));
  const times = paper.stdout.split('https://zoek.officielebekendmakingen.nl/').length - 1;
  says(`its address is written ${times} times`, times === 1);
  says('a link to a list is printed', !paper.stdout.includes('Alle brieven die dit aanhalen'));
  says('the navigation is printed', !paper.stdout.includes('Brieven\n'));
}
await page.emulateMediaType('print');
const { ink, ground, printed } = await page.evaluate(() => ({
  ink: getComputedStyle(document.body).color,
  ground: getComputedStyle(document.body).backgroundColor,
  printed: ['nav', 'footer input', '.alinea', '.terug'].filter(part => [...document.querySelectorAll(part)].some(e => e.checkVisibility())),
}));
says(`${ink} on ${ground}`, ink === 'rgb(0, 0, 0)' && ground === 'rgb(255, 255, 255)');
says(`printed: ${printed}`, printed.length === 0);

for (const path of paths) {
  where = `${path} printed`;
  await page.goto(origin + path, { waitUntil: 'load' });
  says('the navigation is printed', !await page.evaluate(() => [...document.querySelectorAll('nav, .verder')].some(e => e.checkVisibility())));
}

// On a telephone the years of a dossier are seen whole, not behind an edge.
where = 'strip';
await page.emulateMediaType('screen');
await page.setViewport({ width: 320, height: 900 });
await page.goto(`${origin}/28638/`, { waitUntil: 'load' });
const strip = await page.evaluate(() => {
  const { scrollWidth, clientWidth, innerText } = document.querySelector('.strook');
  return { hidden: scrollWidth - clientWidth, innerText };
});
says(`${strip.hidden} pixels of it are hidden`, strip.hidden <= 0);
// The sample has works of one year: its list of years is made here, to see what the stylesheet makes of it.
const year = await page.evaluate(() => {
  const [link, list] = ['a', 'nav'].map(name => document.createElement(name));
  Object.assign(link, { href: '#jaar-2021', textContent: '2021' });
  list.className = 'wijzen sprongen';
  list.append(link);
  document.querySelector('.strook').append(list);
  link.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = link.getBoundingClientRect();
  return {
    tapped: document.elementFromPoint(left + width / 2, top + height / 2) === link,
    small: Math.min(width, height),
    line: getComputedStyle(link).textDecorationLine,
  };
});
says(`a year below it: ${JSON.stringify(year)}`, year.tapped && year.small >= 24 && year.line === 'underline');
says(`it says “${strip.innerText}”`, /juli 2021\s+september 2021/.test(strip.innerText));
await page.setViewport({ width: 1440, height: 900 });

// The sign of a link to elsewhere has room of its own, in notes too.
where = 'sign';
await page.goto(letter, { waitUntil: 'load' });
const tight = await page.evaluate(() => [...document.querySelectorAll('main a[rel~="external"]')]
  .filter(a => parseFloat(getComputedStyle(a).paddingRight) < .7 * parseFloat(getComputedStyle(a).fontSize)).map(a => a.textContent));
says(`no room after ${tight}`, tight.length === 0);

// What a list says in its margin stands on the line of the title beside it.
for (const path of ['/', '/dossiers/', '/28638/']) {
  where = `${path} margin`;
  await page.goto(origin + path, { waitUntil: 'load' });
  const [seen, apart] = await page.evaluate(() => {
    const baseline = element => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (text.nextNode() && !text.currentNode.textContent.trim());
      const mark = document.createElement('span');
      mark.style.display = 'inline-block';
      text.currentNode.before(mark);
      const { bottom } = mark.getBoundingClientRect();
      mark.remove();
      return bottom;
    };
    const rows = [...document.querySelectorAll('main > section > .werken > li, .dossierlijst li')]
      .map(li => [li.firstElementChild, li.querySelector(':scope > :first-child + .bij, :scope > .werktitel + .bij')])
      .filter(([, beside]) => beside);
    return [rows.length, Math.max(...rows.map(([title, beside]) => Math.abs(baseline(title) - baseline(beside))))];
  });
  says(`${seen} rows, ${apart} pixels off the line`, seen > 0 && apart < 1);
}

// Colours that the reader forces: marked words stay readable, links keep the line under them.
await page.emulateMediaType('screen');
const devtools = await page.createCDPSession();
for (const scheme of ['light', 'dark']) {
  where = `forced colours, ${scheme}`;
  const features = [{ name: 'prefers-color-scheme', value: scheme }, { name: 'forced-colors', value: 'active' }];
  await devtools.send('Emulation.setEmulatedMedia', { features });
  await page.goto(letter, { waitUntil: 'load' });
  const { ink, marked, border, states } = await page.evaluate(() => {
    const style = selector => getComputedStyle(document.querySelector(selector));
    return {
      ink: style('.tekst p').color,
      marked: style('.tekst mark.geannoteerd').color,
      border: style('.tekst mark.geannoteerd').borderBottomStyle,
      states: [...document.querySelectorAll('a.citaat')].map(a => `${getComputedStyle(a).textDecorationLine} ${a.dataset.state}`),
    };
  });
  says(`marked words are ${marked}, others ${ink}`, marked === ink && border === 'dotted');
  await page.goto(`${origin}/28638/`, { waitUntil: 'load' });
  const drawn = await page.evaluate(() => {
    const style = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
    return {
      ink: style('main p', 'color'), link: style('main a:any-link', 'color'), ground: style('body', 'backgroundColor'),
      date: style('.netwerk .tijd text', 'fill'), name: style('.netwerk .held text', 'fill'), halo: style('.netwerk .held text', 'stroke'),
    };
  });
  says(`drawn in colours of the page: ${JSON.stringify(drawn)}`,
    drawn.date === drawn.ink && drawn.name === drawn.link && drawn.halo === drawn.ground);
  const menu = await page.evaluate(() => getComputedStyle(document.querySelector('.kop nav a')).color);
  says(`links of the menu are ${menu}, others ${drawn.link}`, menu === drawn.link);
  says(`links without a line: ${states}`, states.length > 0 && states.every(state => state.startsWith('underline')));
}
await browser.close();

// Letters of double size, as a reader sets them in the browser: nothing runs out of the page.
const large = await launch(',defaultFontSize=32');
const leaf = await large.newPage();
for (const path of paths) {
  for (const width of [320, 768, 1440]) {
    await leaf.setViewport({ width, height: 900 });
    await leaf.goto(origin + path, { waitUntil: 'load' });
    const scroll = await leaf.evaluate(() => document.documentElement.scrollWidth);
    if (scroll > width) wrong.push(`${path} ${width}: ${scroll} pixels wide with letters of double size`);
  }
}
await large.close();
if (wrong.length) console.log(wrong.join('\n'));
process.exit(wrong.length ? 1 : 0);
