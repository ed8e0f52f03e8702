// Opens the demanding letter that tests/serve.rs writes and prints one line for each thing that is wrong.
// Usage: node demanding.mjs CHROMIUM ORIGIN
import { spawnSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';

const [executablePath, origin] = process.argv.slice(2);
const wrong = [];
let where = '';
const says = (name, is) => { if (!is) wrong.push(`${where}: ${name}`); };
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
const letter = `${origin}/36100/7/`;

for (const width of [360, 1000, 1200, 1440, 1920]) {
  where = `${width}`;
  await page.setViewport({ width, height: 900 });
  await page.goto(letter, { waitUntil: 'load' });
  const seen = await page.evaluate(() => {
    // The boxes of all text that is seen, each with the part of the page that has it.
    const parts = 'li[id^="noot-"], .annotaties li, .brief > :not(.noten, .annotaties), main > :not(.brief), .voet';
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const around = text.parentElement;
      if (!text.data.trim() || !around.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (around.closest('.onzichtbaar, .nootmark span, .tabel, h2#noten, h2#annotaties')) continue;
      const part = around.closest(parts);
      if (!part) continue;
      const cut = part.matches('.lang') ? part.getBoundingClientRect().bottom : Infinity;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1 && box.top < cut) lines.push({ part, box, words: text.data.trim().slice(0, 30) });
      }
    }
    const over = [];
    for (const [n, a] of lines.entries()) {
      for (const b of lines.slice(n + 1)) {
        if (a.part === b.part) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 2 && high > 2) over.push(`“${a.words}” and “${b.words}”`);
      }
    }
    const notes = [...document.querySelectorAll('.noten li')].map(note => note.getBoundingClientRect());
    const marks = [...document.querySelectorAll('.noten li')]
      .map(note => document.querySelector(`.nootmark[href="#${note.id}"] sup`).getBoundingClientRect());
    const beside = notes[0].left > document.querySelector('.tekst').getBoundingClientRect().right;
    // A note stands at its mark, or right below the note before it.
    const apart = notes.map((note, n) => note.top - Math.max(marks[n].top, n ? notes[n - 1].bottom : 0));
    // The numbers of annotations in the order in which a reader meets them: those of notes where the notes have marks.
    const met = [...document.querySelectorAll('.annotatiemark')].map(mark => {
      const note = mark.closest('.noten li');
      const { top } = (note ? document.querySelector(`.nootmark[href="#${note.id}"] sup`) : mark).getBoundingClientRect();
      return [top, Number(mark.querySelector('a').dataset.n)];
    });
    met.sort(([a], [b]) => a - b);
    return { over, beside, apart, met: met.map(([, n]) => n).join(), tall: notes.at(-1).height };
  });
  says(`text over text: ${seen.over.slice(0, 3)}`, seen.over.length === 0);
  says(`notes beside the text: ${seen.beside}`, seen.beside === (width >= 1000));
  if (seen.beside) {
    says(`notes off their marks: ${seen.apart}`, seen.apart.every(off => off >= -1 && off < 40));
    says(`a long note is ${seen.tall} pixels high`, seen.tall < 330);
    await page.focus('#noot-4 [role=doc-backlink]');
    const whole = await page.evaluate(() => document.querySelector('#noot-4').getBoundingClientRect().height);
    says('it is not whole at the focus', whole > seen.tall + 100);
  }
  says(`annotations are met as ${seen.met}`, seen.met === '1,2');
}

// What is copied are the words of the letter; the mark of a note is no figure. Searching finds them too.
where = 'copied';
await page.setViewport({ width: 1440, height: 900 });
await page.goto(letter, { waitUntil: 'load' });
const copied = selector => page.evaluate(s => {
  getSelection().selectAllChildren(document.querySelector(s));
  return getSelection().toString();
}, selector);
const first = await copied('#p-2');
says(`“${first}”`, first.trim() === 'Over de uitgaven is eerder geschreven.[3] In 2022[1] bleven zij gelijk; zie Kamerstuk 28 638, nr. 3.[2]');
const second = await copied('#p-3');
says(`“${second}”`, second.trim() === 'De ramingen worden in het voorjaar herzien, en daarna nog eens in het najaar.');
says('the browser does not find words across an annotation',
  await page.evaluate(() => { getSelection().removeAllRanges(); return window.find('in het voorjaar herzien'); }));
for (const path of ['/', '/36100/7/', '/36101/', '/brieven/']) {
  await page.goto(origin + path, { waitUntil: 'load' });
  const glued = await page.evaluate(() => [...document.querySelectorAll('.bij, .reeks')].map(line => {
    getSelection().selectAllChildren(line);
    const words = [...line.children].map(part => part.textContent.trim()).filter(Boolean);
    return words.slice(1).some((word, n) => getSelection().toString().includes(words[n] + word)) ? line.textContent : '';
  }).filter(Boolean));
  says(`words glued on ${path}: ${glued.slice(0, 2)}`, glued.length === 0);
}

// Paper has all columns of a wide table, the letters of folded groups, and who publishes it.
where = 'print';
await page.goto(letter, { waitUntil: 'load' });
const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true }));
const paper = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
if (paper.error) {
  console.log('skipped: pdftotext is missing (poppler-utils)');
  says('pdftotext is missing, and CI must run this test', !process.env.CI);
} else {
  const rows = paper.stdout.split('\n').filter(line => line.includes('Uitgaven'));
  says(`a row of the table: ${rows[0]}`, rows.length === 6 && rows.every(row => row.split('1.234.567').length === 13));
  const letters = new Set(paper.stdout.match(/Brief \d+ over dossier \d+/g));
  says(`${letters.size} of 30 letters are printed`, letters.size === 30);
  says('the foot is missing', paper.stdout.includes('Auteurswet'));
}
await browser.close();
if (wrong.length) console.log(wrong.join('\n'));
process.exit(wrong.length ? 1 : 0);
