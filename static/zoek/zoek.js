// Search without a server: reads the files of the index that a query needs, and nothing else. For browsers and Node.
//
//   import { open } from './zoek.js';
//   const index = await open({ base: 'https://example.org/', fetch });
//   const { total, results } = await index.search('klimaat beleid', { limit: 10 });
//
// The reading of Dutch is that of src/search: analysis.rs, compound.rs, query.rs and rank.rs say why; a test lays both side by side.

const VERSION = 1;
const LONGEST = 48;
const DAY = '@';
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });

/* The table of rules. */

const readRules = text => {
  const rules = {
    stop: new Set(), weak: new Set(), separable: [], prefixes: [], verbs: new Map(), irregular: new Map(),
    short: new Set(), whole: new Set(), apart: new Set(), weekdays: new Set(), months: new Map(), letters: new Map(),
  };
  let section = '';
  for (let line of text.split('\n')) {
    line = line.trim();
    if (!line || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      section = line.slice(1, -1);
      continue;
    }
    const at = line.indexOf(': ');
    const key = at < 0 ? '' : line.slice(0, at);
    for (const word of line.slice(at < 0 ? 0 : at + 2).split(/ +/)) {
      if (section === 'separable') rules.separable.push(word);
      else if (section === 'inseparable') rules.prefixes.push(word);
      else if (section === 'verbs') rules.verbs.set(word, key);
      else if (section === 'irregular') rules.irregular.set(word, [...rules.irregular.get(word) ?? [], key]);
      else if (section === 'months') rules.months.set(word, Number(key));
      else if (section === 'letters') for (const letter of word) rules.letters.set(letter, key);
      else rules[section]?.add(word);
    }
  }
  rules.prefixes = [...new Set([...rules.prefixes, ...rules.separable])]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const soft = prefix => prefix.replaceAll('v', 'f').replace(/(.)\1+/g, '$1');
  rules.softened = rules.prefixes.map(soft).filter(prefix => prefix.length >= 3);
  return rules;
};

/* Analysis: words with their places, and what forms belong together. */

const isLetter = c => c !== undefined && /[\p{Alphabetic}\p{N}]/u.test(c);
const isMark = c => c >= '\u0300' && c <= '\u036f';
const isVowel = c => c !== undefined && c !== '' && 'aeiouy'.includes(c);
const hasVowel = text => /[aeiouy]/.test(text);
const syllables = text => text.match(/[aeiouy]+/g)?.length ?? 0;
const hardened = stem => stem.endsWith('v') ? stem.slice(0, -1) + 'f' : stem.endsWith('z') ? stem.slice(0, -1) + 's' : stem;
const bytes = text => {
  let n = 0;
  for (const c of text) n += c < '\u0080' ? 1 : c < '\u0800' ? 2 : c < '\u{10000}' ? 3 : 4;
  return n;
};

/** Takes a text apart: each form with its place. With `spans`, also where in the text it stands. */
export const words = (rules, text) => {
  const out = [];
  const chars = [...text];
  let [form, whole, parts, first, place, begin, at] = ['', '', 0, 0, 0, 0, 0];
  const end = goesOn => {
    if (form) {
      if (!parts) first = { place, begin };
      if (bytes(form) <= LONGEST) out.push({ form, place, begin, end: at });
      place++;
      parts++;
      whole += form;
      form = '';
    }
    if (!goesOn) {
      if (parts > 1 && bytes(whole) <= LONGEST && /[a-z]/.test(whole)) {
        out.push({ form: whole, place: first.place, begin: first.begin, end: at, joined: true });
      }
      whole = '';
      parts = 0;
    }
  };
  const push = letters => {
    if (!form) begin = at;
    form += letters;
  };
  for (let i = 0; i < chars.length; at += chars[i].length, i++) {
    const c = chars[i];
    if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') push(c);
    else if (c >= 'A' && c <= 'Z') push(c.toLowerCase());
    else if (c === '-' || c === '\u2010' || c === '\u2011') end(form !== '' && isLetter(chars[i + 1]));
    else if (c === '\'' || c === '\u2018' || c === '\u2019') {
      const drops = form && /^[sS]$/.test(chars[i + 1] ?? '') && !isLetter(chars[i + 2]);
      end(false);
      if (drops) {
        at += c.length;
        i++;
      }
    } else if (c === '\u00ad' || c >= '\u200b' && c <= '\u200d' || c === '\u2060' || c === '\ufeff') continue;
    else if (c < '\u0080') end(false);
    else if (!isMark(c)) {
      let joins = false;
      for (const lower of c.toLowerCase()) {
        const plain = rules.letters.get(lower);
        if (plain !== undefined || isLetter(lower)) {
          push(plain ?? lower);
          joins = true;
        } else if (isMark(lower)) joins = true;
      }
      if (!joins) end(false);
    }
  }
  end(false);
  return out;
};

/** What a form may be a form of. */
export const readings = (rules, form) => {
  const list = [form];
  const push = reading => { if (!list.includes(reading)) list.push(reading); };
  const both = stem => {
    push(stem);
    push(`${stem}!`);
  };
  const finite = word => {
    const rest = word.slice(0, -1);
    if (!/[td]$/.test(word) || rest.length < 3 || !hasVowel(rest)) return;
    if (word.endsWith('t') || rules.prefixes.some(prefix => word.startsWith(prefix))) push(`${hardened(rest)}!`);
  };
  const finals = (rest, verb) => {
    const keep = stem => {
      push(hardened(stem));
      if (verb) push(`${hardened(stem)}!`);
    };
    const [last, before, third] = [rest.at(-1), rest.at(-2), rest.at(-3)];
    if (before === last && !isVowel(last)) {
      keep(rest.slice(0, -1));
      return;
    }
    const open = before !== undefined && 'aeou'.includes(before) && !isVowel(last) && last !== 'w' && last !== 'x'
      && !isVowel(third);
    if (!open) keep(rest);
    else {
      keep(rest.slice(0, -1) + before + last);
      if (rules.short.has(rest) || syllables(rest) > 1) keep(rest);
    }
  };
  const isPluralS = rest => rest.length >= 4
    && (/(el|er|em|en|ar|or|aard|ie|e|m|b|p|ing|ur)$/.test(rest) || syllables(rest) > 1 && /[aouiy]$/.test(rest));
  const endings = (word, plural) => {
    if (word.endsWith('heden') && word.length > 6) {
      push(`${word.slice(0, -5)}heid`);
      return;
    }
    if (word.endsWith('atie') && word.length >= 7) push(`${word.slice(0, -4)}eer!`);
    if (word.endsWith('ia') && word.length >= 5) push(`${word.slice(0, -2)}ium`);
    if (plural && word.endsWith('s') && isPluralS(word.slice(0, -1))) {
      push(word.slice(0, -1));
      endings(word.slice(0, -1), false);
    }
    if (word.endsWith('en')) {
      const rest = word.slice(0, -2);
      if (rest.length >= 2 && hasVowel(rest)) {
        finals(rest, true);
        if (word.endsWith('ien') && word.length >= 6) push(`${rest}e`);
      }
    }
    const long = rest => rest.length >= 3 && hasVowel(rest);
    if (word.endsWith('e') && long(word.slice(0, -1)) && !/[eio]$/.test(word.slice(0, -1))) {
      finals(word.slice(0, -1), false);
      finite(word.slice(0, -1));
    }
    for (const past of word.length >= 6 ? ['ten', 'te', 'den', 'de'] : []) {
      const rest = word.slice(0, -past.length);
      if (word.endsWith(past) && long(rest)) {
        push(`${hardened(rest)}!`);
        break;
      }
    }
    finite(word);
  };
  const irregular = () => {
    for (const word of rules.irregular.get(form) ?? []) push(word);
    if (rules.verbs.has(form)) both(rules.verbs.get(form));
    const ofVerb = rest => rules.verbs.get(rest) ?? (rest.startsWith('ge') ? undefined : rules.verbs.get(`ge${rest}`));
    for (const prefix of rules.prefixes) {
      const stem = form.startsWith(prefix) ? ofVerb(form.slice(prefix.length)) : undefined;
      if (stem) both(prefix + stem);
    }
    for (let at = 3; at < form.length; at++) {
      const tail = form.slice(at);
      if (tail.length >= 5 || tail === 'leden') {
        for (const word of rules.irregular.get(tail) ?? []) push(form.slice(0, at) + word);
      }
    }
  };
  const participle = () => {
    const stem = form.endsWith('e') ? form.slice(0, -1) : form;
    if (rules.whole.has(stem) || rules.whole.has(form)) return;
    const verbs = stem.startsWith('ge') ? [stem.slice(2)] : [];
    for (const prefix of rules.separable) {
      if (stem.startsWith(`${prefix}ge`)) verbs.push(prefix + stem.slice(prefix.length + 2));
    }
    for (const verb of verbs) {
      const rest = verb.slice(0, -1);
      if (verb.length < 4 || !/[td]$/.test(verb) || rest.length < 3 || !hasVowel(rest)) continue;
      both(hardened(rest));
      push(`${verb}!`);
    }
  };
  if (/^[a-z]{3,}$/.test(form)) {
    irregular();
    if (!rules.irregular.has(form)) {
      endings(form, true);
      participle();
    }
  }
  return list;
};

/** Where a reading is kept. */
const keyOf = (rules, reading) => {
  if (reading.startsWith(DAY)) return reading.slice(0, 7);
  let norm = '';
  let last = '';
  for (let c of reading.replace(/!+$/, '')) {
    if (c === 'v') c = 'f';
    else if (c === 'z') c = 's';
    if (c !== last || c >= '0' && c <= '9') norm += c;
    last = c;
  }
  const prefix = rules.softened.find(p => norm.startsWith(p) && [...norm.slice(p.length)].length >= 3);
  return [...norm].slice(0, (prefix?.length ?? 0) + 3).join('');
};

export const keys = (rules, form) => [...new Set(readings(rules, form).map(r => keyOf(rules, r)))].sort();

/* Compounds. */

const LINKS = ['', 's', 'en'];

const mayBeCompound = (rules, form) => /^[a-z]{7,}$/.test(form) && !rules.apart.has(form);

/** Every way to take a form apart, the longest beginning first. */
export const cuts = (rules, form) => {
  const out = [];
  for (let at = form.length - 3; at >= 3; at--) {
    for (const link of LINKS) {
      const [head, tail] = [form.slice(0, at), form.slice(at)];
      if (!head.endsWith(link)) continue;
      const bare = head.slice(0, head.length - link.length);
      if (bare.length >= 3 && !rules.stop.has(bare) && !rules.prefixes.includes(bare)) out.push([bare, tail]);
    }
  }
  return out;
};

/* What is asked. */

const KINDS_OF_NUMBER = /^(nrs?|nummer|no|kst|kamerstuk|kamerstukken|dossier|stuk|en)$/;

/** A date in any writing, out of the text: `{ days: 'yyyymmdd' or 'yyyymm', rest }`. */
const readDate = (rules, text) => {
  const two = n => String(n).padStart(2, '0');
  const full = year => year.length === 4 ? year : (Number(year) > 40 ? '19' : '20') + year;
  const make = (match, year, month, day) => {
    if (month < 1 || month > 12 || day !== undefined && (day < 1 || day > 31)) return null;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    const named = word => rules.weekdays.has(word.replace(/\.$/, ''));
    return {
      days: full(year) + two(month) + (day === undefined ? '' : two(day)),
      rest: rest.split(/[\s,]+/).filter(word => word && !named(word)).join(' '),
    };
  };
  const names = [...rules.months.keys()].sort((a, b) => b.length - a.length).join('|');
  const month = name => rules.months.get(name);
  let m = /(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)/.exec(text);
  if (m) return make(m, m[1], Number(m[2]), Number(m[3]));
  m = /(?<![\d-])(\d\d?)([-/.])(\d\d?)\2((?:19|20)?\d\d)(?!\d)/.exec(text);
  if (m) return make(m, m[4], Number(m[3]), Number(m[1]));
  m = /(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)/.exec(text);
  if (m) return make(m, m[1], Number(m[2]), Number(m[3]));
  m = new RegExp(`(?<!\\d)(\\d\\d?)(?:e|de|ste)?[\\s.-]+(${names})[\\s.,-]+((?:19|20)\\d\\d|'\\d\\d)(?!\\d)`).exec(text);
  if (m) return make(m, m[3].replace('\'', ''), month(m[2]), Number(m[1]));
  m = new RegExp(`(?<![a-z])(${names})[\\s.,-]+((?:19|20)\\d\\d)(?!\\d)`).exec(text);
  if (m) return make(m, m[2], month(m[1]));
  return null;
};

/** A number of a dossier or paper, or any other, out of the text: the keys to try, in order, and the rest. */
const readNumber = (rules, text) => {
  const m = /(?:^|[^\d.,])(\d\d[\s.\u00a0\u202f]?\d{3})(?![\d]|[.,]\d)/.exec(text);
  if (m) {
    const number = m[1].replace(/\D/g, '');
    const before = text.slice(0, m.index + m[0].length - m[1].length).replace(/kst-?\s*$/, '');
    const after = text.slice(m.index + m[0].length);
    const pieces = [];
    let at = 0;
    let explicit = false;
    for (const piece of after.matchAll(/([\s,.:()°/-]*)([a-z\d]+)/g)) {
      if (/^(nrs?|nummer|no|n|ondernummer|stuk)$/.test(piece[2])) explicit = true;
      else if (pieces.length < 2 && (/^\d{1,4}[a-z]?$/.test(piece[2]) || /^([ivxlcdm]{1,7}|[a-z]{1,2}\d?)$/.test(piece[2]))) {
        if (rules.stop.has(piece[2]) && piece[2].length > 1) break;
        pieces.push(piece[2]);
      } else break;
      at = piece.index + piece[0].length;
    }
    const tries = [];
    if (pieces.length === 2) tries.push({ key: `${number}-${pieces.join('-')}`, used: 2 });
    if (pieces.length) tries.push({ key: `${number}-${pieces[0]}`, used: 1 });
    const rest = `${before} ${after.slice(at)}`.split(/\s+/).filter(word => !KINDS_OF_NUMBER.test(word.replace(/[.,:]+$/, '')) && !/:\/\/|^\.html$/.test(word));
    return { number, tries, explicit: explicit || pieces.length > 0, pieces, rest: rest.join(' ').trim(), after };
  }
  return null;
};

/** The keys of an answer to questions: `Aanhangsel Handelingen 2020-2021, nr. 3235`. */
const readAnswer = text => {
  const m = /(?:aanhangsel|ah)[^\d]*(\d\d)(\d\d)[-/](?:\d\d)?(\d\d)[^\d]*(\d{1,4})$/.exec(text);
  return m ? ['tk', 'ek'].map(chamber => `ah${chamber}${m[1]}${m[2]}${m[1]}${m[3]}${m[4]}`) : [];
};

const squeezed = text => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/* Neighbours: one letter more, less, another, or two changed about. */

const isNeighbour = (a, b) => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (x, n) => x.slice(i + n);
  if (a.length === b.length) {
    return rest(a, 1) === rest(b, 1) || a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, 2) === rest(b, 2);
  }
  return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
};

/* Ranking. */

const WEIGHT = { exact: 1, related: 0.8, prefix: 0.6, mistyped: 0.5, apart: 0.6, within: 0.35 };
const K = 1.2;
const B = 0.6;
const WHERE = [1, 0.9, 0.7];

/** What is found of a word: for each document how much, and where. */
class Hits {
  constructor() {
    this.of = new Map();
    this.forms = new Set();
  }

  at(document) {
    let hit = this.of.get(document);
    if (!hit) this.of.set(document, hit = { weight: 0, title: false, places: [], own: false });
    return hit;
  }

  take(form, entry, weight) {
    this.forms.add(form);
    entry = entry();
    entry.documents.forEach((document, n) => {
      const flags = entry.flags[n];
      const hit = this.at(document);
      const title = (flags & 1) > 0;
      const often = entry.places[n].length + (title ? 4 : 0) + (flags & 2 ? 1.5 : 0);
      hit.weight += weight * often * WHERE[flags >> 2 & 3];
      hit.title ||= title;
      hit.own = true;
      for (const place of entry.places[n]) hit.places.push(place);
    });
    for (const document of entry.within) this.at(document).weight += weight * WEIGHT.within;
    return this;
  }

  get size() {
    return this.of.size;
  }
}

/** Reads a line of postings. */
const decode = text => {
  let at = 0;
  const digit = () => VALUE[text.charCodeAt(at++)];
  const number = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const d = digit();
      value += (d & 31) * scale;
      if (d < 32) return value;
      scale *= 32;
    }
  };
  const gaps = count => {
    const list = [];
    for (let n = 0, last = 0; n < count; n++) list.push(last += number());
    return list;
  };
  const documents = gaps(number());
  const flags = [];
  const counts = documents.map(() => {
    const d = digit();
    flags.push(d);
    return 1 + (d >> 4) + (d >> 4 === 3 ? number() : 0);
  });
  const places = counts.map(gaps);
  const within = at < text.length ? gaps(number()) : [];
  return { documents, flags, places, within };
};

/** Reads lines of which each says how much it shares with the one before. */
const readLines = (text, read) => {
  const map = new Map();
  let name = '';
  for (const line of text.split('\n')) {
    if (!line) continue;
    const space = line.lastIndexOf(' ');
    name = name.slice(0, VALUE[line.charCodeAt(0)]) + line.slice(1, space);
    map.set(name, read(line.slice(space + 1)));
  }
  return map;
};

const lazily = make => {
  let made;
  return () => made ??= make();
};

/* The index. */

class Index {
  constructor(folder, root, get, first, rules) {
    Object.assign(this, { folder, root, get, first, rules });
    this.files = new Map();
    this.read = 7_000; // what opening it took
    this.wordKeys = first.woorden.split(' ');
    this.numberKeys = first.nummers.split(' ');
    this.count = first.lengtes.length;
    this.lengths = Float64Array.from(first.lengtes, c => 2 ** ((VALUE[c.charCodeAt(0)] & 31) / 2));
    this.held = Uint8Array.from(first.lengtes, c => VALUE[c.charCodeAt(0)] < 32 ? 1 : 0);
    let sum = 0;
    let held = 0;
    this.lengths.forEach((length, n) => {
      if (this.held[n]) {
        sum += length;
        held++;
      }
    });
    this.average = held ? sum / held : 1;
  }

  /** A file of the index, read once. */
  file(name, read) {
    if (!this.files.has(name)) {
      const made = (async () => {
        let text = await this.get(this.folder + name);
        const mark = `${this.first.revisie}\n`;
        // Kept from before the site was published anew.
        if (!text.startsWith(mark)) text = await this.get(this.folder + name, { cache: 'reload' });
        this.read += text.length * 0.58;
        if (!text.startsWith(mark)) throw new Error(`${name} belongs to another version of the index: load the page again`);
        return read(text.slice(mark.length));
      })();
      made.catch(() => this.files.delete(name));
      this.files.set(name, made);
    }
    return this.files.get(name);
  }

  /** The file of words in which a key is kept. */
  place(keys, key) {
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  words(n) {
    return this.file(`w-${n}.txt`, text => readLines(text, postings => lazily(() => decode(postings))));
  }

  async shards(form) {
    const places = new Set(keys(this.rules, form).map(key => this.place(this.wordKeys, key)));
    return Promise.all([...places].map(n => this.words(n)));
  }

  /** The forms that belong to a word, with how near they are; `near` looks where the word itself is kept alone. */
  async family(form, near = false) {
    const own = readings(this.rules, form);
    const soft = c => c === 'v' ? 'f' : c === 'z' ? 's' : c;
    const begins = new Set(own.map(reading => soft(reading[0])));
    const found = new Map();
    const shards = near ? [await this.words(this.place(this.wordKeys, keyOf(this.rules, form)))] : await this.shards(form);
    for (const shard of shards) {
      for (const [other, entry] of shard) {
        if (other === form) found.set(other, { entry, weight: WEIGHT.exact });
        else if (!found.has(other)) {
          const may = begins.has(soft(other[0])) || other.startsWith('ge') || this.rules.verbs.has(other);
          if (may && readings(this.rules, other).some(reading => own.includes(reading))) {
            found.set(other, { entry, weight: WEIGHT.related });
          }
        }
      }
    }
    return found;
  }

  hitsOf(family, factor = 1) {
    const hits = new Hits();
    for (const [form, { entry, weight }] of family) hits.take(form, entry, weight * factor);
    return hits;
  }

  /** A compound that nobody writes as one word, or few do: its parts near each other. */
  async apart(form) {
    if (!mayBeCompound(this.rules, form)) return null;
    const heads = new Map();
    let tries = 0;
    for (const [head, tail] of cuts(this.rules, form)) {
      if (!heads.has(head)) heads.set(head, await this.family(head));
      if (!heads.get(head).size) continue;
      const tails = await this.family(tail);
      if (tails.size) {
        const [one, other] = [this.hitsOf(heads.get(head)), this.hitsOf(tails)];
        const hits = new Hits();
        for (const [document, hit] of one.of) {
          const second = other.of.get(document);
          if (!second || !hit.own && !second.own) continue;
          const near = hit.places.filter(p => second.places.some(q => Math.abs(q - p) <= 4));
          if (!near.length && tail.length < 4) continue;
          Object.assign(hits.at(document), {
            weight: near.length ? WEIGHT.apart * Math.min(hit.weight, second.weight, 2) : WEIGHT.within * Math.min(hit.weight, second.weight, 1),
            title: hit.title && second.title, places: near, own: true,
          });
        }
        one.forms.forEach(f => hits.forms.add(f));
        other.forms.forEach(f => hits.forms.add(f));
        if (hits.size) return hits;
      }
      if (++tries === 3) break;
    }
    return null;
  }

  /** Forms that begin as this does. */
  async beginning(form) {
    let norm = '';
    for (const c of form.replaceAll('v', 'f').replaceAll('z', 's')) if (c !== norm.at(-1)) norm += c;
    const first = this.place(this.wordKeys, norm);
    const places = [first];
    for (let n = first + 1; n < this.wordKeys.length && this.wordKeys[n].startsWith(norm) && places.length < 4; n++) places.push(n);
    const found = new Map();
    for (const n of places) {
      for (const [other, entry] of await this.words(n)) {
        if (other.startsWith(form)) found.set(other, { entry, weight: WEIGHT.prefix });
      }
    }
    return found;
  }

  /** The word that was meant, if one letter is wrong. */
  async meant(form) {
    if (form.length < 5 || !/^[a-z]+$/.test(form)) return null;
    const looked = new Set();
    let best = null;
    const look = async n => {
      if (looked.has(n)) return;
      looked.add(n);
      for (const [other, entry] of await this.words(n)) {
        if (!isNeighbour(form, other)) continue;
        const count = entry().documents.length;
        if (count && (!best || count > best.count || count === best.count && other < best.form)) best = { form: other, count };
      }
    };
    const placesOf = word => keys(this.rules, word).map(key => this.place(this.wordKeys, key));
    for (const n of placesOf(form)) await look(n);
    if (best) return best.form;
    const variants = [];
    for (let i = 0; i < 4; i++) {
      variants.push(form.slice(0, i) + (form[i + 1] ?? '') + form[i] + form.slice(i + 2), form.slice(0, i) + form.slice(i + 1));
    }
    for (const i of [2, 1, 3, 0]) {
      for (const letter of 'eaionrtsdlkgmvbhpcuwjfz') {
        variants.push(form.slice(0, i) + letter + form.slice(i + 1), form.slice(0, i) + letter + form.slice(i));
      }
    }
    for (const variant of variants) {
      if (looked.size >= 3) break;
      await look(this.place(this.wordKeys, keyOf(this.rules, variant)));
      if (best) return best.form;
    }
    return null;
  }

  /** All that is found of one word. */
  async word(form, isLast) {
    const family = await this.family(form);
    let hits = this.hitsOf(family);
    if (hits.size) {
      const count = hits.size;
      const parts = count < 10 && await this.apart(form);
      if (parts) this.add(hits, parts);
      return { hits, count, how: family.has(form) ? 'exact' : 'related' };
    }
    if (isLast && form.length >= 3) {
      hits = this.hitsOf(await this.beginning(form));
      if (hits.size) return { hits, how: 'prefix' };
    }
    hits = await this.apart(form);
    if (hits) return { hits, how: 'apart' };
    const meant = await this.meant(form);
    if (meant) return { hits: this.hitsOf(await this.family(meant), WEIGHT.mistyped), how: 'mistyped', meant };
    return { hits: new Hits(), how: 'nothing' };
  }

  add(hits, more) {
    for (const [document, hit] of more.of) {
      const own = hits.at(document);
      own.weight += hit.weight;
      own.title ||= hit.title;
      own.own ||= hit.own;
      own.places.push(...hit.places);
    }
    more.forms.forEach(form => hits.forms.add(form));
  }

  /** Words in quotation marks, as they stand. */
  async phrase(text) {
    const all = words(this.rules, text).filter(word => !word.joined);
    const telling = all.filter(word => !this.rules.stop.has(word.form));
    const hits = new Hits();
    const lists = [];
    for (const { form, place } of telling) {
      const n = this.place(this.wordKeys, keyOf(this.rules, form));
      const entry = (await this.words(n)).get(form)?.();
      if (!entry?.documents.length) return { hits, verify: null };
      hits.forms.add(form);
      lists.push({ place, of: new Map(entry.documents.map((d, k) => [d, { places: entry.places[k], flags: entry.flags[k] }])) });
    }
    const [first, ...others] = lists;
    for (const [document, { places, flags }] of first?.of ?? []) {
      const kept = places.filter(p => others.every(({ place, of }) => of.get(document)?.places.includes(p + place - first.place)));
      if (kept.length) {
        const title = (flags & 1) > 0;
        Object.assign(hits.at(document), { weight: kept.length + (title ? 4 : 0), title, places: kept, own: true });
      }
    }
    return { hits, verify: telling.length < all.length ? all.map(word => word.form) : null };
  }

  /** The documents of a day or a month. */
  async day(days) {
    const hits = new Hits();
    for (const [form, entry] of await this.words(this.place(this.wordKeys, (DAY + days).slice(0, 7)))) {
      if (form.startsWith(DAY + days)) for (const document of entry().documents) Object.assign(hits.at(document), { weight: 6, own: true });
    }
    return hits;
  }

  /** The document of a number. */
  async numbered(key) {
    if (!this.numberKeys[0]) return [];
    const n = this.place(this.numberKeys, key);
    const numbers = await this.file(`n-${n}.txt`, text => readLines(text, document => decodeNumber(document)));
    return numbers.has(key) ? [numbers.get(key)] : [];
  }

  /** The papers of a dossier, as far as they are in the file that its own number is in. */
  async filed(dossier) {
    const n = this.place(this.numberKeys, dossier);
    const found = [];
    for (const file of [n, n + 1]) {
      if (file >= this.numberKeys.length || file > n && !this.numberKeys[file].startsWith(`${dossier}-`)) continue;
      const numbers = await this.file(`n-${file}.txt`, text => readLines(text, document => decodeNumber(document)));
      for (const [key, document] of numbers) {
        const paper = key.startsWith(`${dossier}-`) ? key.slice(dossier.length + 1) : '';
        if (/^\d*[a-z]?$/.test(paper) && paper) found.push(document);
      }
    }
    return found.sort((a, b) => this.held[b] - this.held[a] || b - a);
  }

  /** What is told of a document. */
  async row(document) {
    const each = this.first.perBestand;
    const rows = await this.file(`d-${Math.floor(document / each)}.txt`, text => text.split('\n'));
    const [path, kind, date, title] = (rows[document % each] ?? '').split('\t');
    return {
      path: `/${path}`, title: title ?? '', kind: this.first.soorten[Number(kind)] ?? '',
      date: date ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : '',
    };
  }
}

const decodeNumber = text => {
  let value = 0;
  [...text].forEach((c, n) => { value += (VALUE[c.charCodeAt(0)] & 31) * 32 ** n; });
  return value;
};

/* Passages: what a page says, block by block, each with its anchor. */

const PARTING = /^\/?(p|li|td|th|tr|ul|ol|pre|div|table|thead|tbody|blockquote|hr|section|img|h[1-6])$/;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', nbsp: '\u00a0' };
const unescape = text => text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => NAMED[name]);

/** The blocks of a letter's page: its text, notes and annotations. */
export const blocks = html => {
  const start = html.search(/<div class="tekst"/);
  if (start < 0) return [];
  const end = html.indexOf('</article>', start);
  const out = [];
  let [anchor, where, text, skip] = ['', 'text', '', ''];
  const flush = () => {
    text = text.replace(/\s+/g, ' ').trim();
    if (text) out.push({ anchor, where, text });
    text = '';
  };
  for (const piece of html.slice(start, end < 0 ? undefined : end).split('<')) {
    const close = piece.indexOf('>');
    const tag = close < 0 ? '' : piece.slice(0, close);
    const name = /^\/?[a-z0-9]*/i.exec(tag)[0];
    const after = close < 0 ? piece : piece.slice(close + 1);
    if (skip) {
      if (name !== skip) continue;
      skip = '';
      text += unescape(after);
      continue;
    }
    if (tag.startsWith('sup class="nootmark')) skip = '/sup';
    else if (tag.startsWith('a class="alinea"')) skip = '/a';
    else if (tag.startsWith('p class="terug"') || tag.startsWith('p class="annotatie')) skip = '/p';
    else if (tag.startsWith('div class="annotatiekop"')) skip = '/div';
    if (skip) {
      flush();
      continue;
    }
    if (name === 'br') text += ' ';
    else if (PARTING.test(name)) {
      flush();
      const id = /^(?:p|h\d|li|section) (?:.* )?id="([^"]*)"/.exec(tag)?.[1];
      if (tag.startsWith('section')) {
        where = tag.includes('"noten') ? 'note' : tag.includes('"annotaties') ? 'annotation' : 'none';
      }
      if (id) anchor = unescape(id);
    }
    text += unescape(after);
  }
  flush();
  return out.filter(block => block.where !== 'none');
};

/** The best passage: the block with most of the words, and of it the piece around them. */
const passageOf = (rules, all, concepts, phrase) => {
  let best = null;
  for (const block of all) {
    const found = words(rules, block.text);
    const seen = new Map();
    let first = -1;
    for (const word of found) {
      for (const concept of concepts) {
        if (!concept.forms.has(word.form)) continue;
        if (!seen.has(concept)) {
          seen.set(concept, word);
          if (first < 0) first = word.begin;
        }
      }
    }
    let score = 0;
    for (const concept of seen.keys()) score += concept.idf;
    if (phrase && holds(found, phrase)) score += 100;
    if (score && (!best || score > best.score)) best = { score, block, first, marks: [...seen.values()] };
  }
  return best;
};

/** Whether words stand in a text one behind the other. */
const holds = (found, phrase) => {
  const plain = found.filter(word => !word.joined).map(word => word.form);
  return plain.some((_, at) => phrase.every((form, n) => plain[at + n] === form));
};

const PASSAGE = 260;

/** A text cut to a passage around a place, at spaces. */
const cutTo = (text, first) => {
  if (text.length <= PASSAGE) return text;
  let from = Math.max(0, Math.min(first - 80, text.length - PASSAGE));
  if (from > 0) from = text.indexOf(' ', from) + 1;
  let to = from + PASSAGE;
  if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + 1);
  else to = text.length;
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`;
};

/* Asking. */

const SEQUENCES = 5; // documents in which a query is looked up as it stands
const MOST_RANKED = 400; // whose nearness of words is looked at
// Bytes, about, as they are sent: those of a search, of pages that are read for passages, and the fewest of these.
const MOST_READ = 54_000;
const PAGES = 24_000;
const LEAST = 4_000;

Object.assign(Index.prototype, {
  /** What is found. `limit` and `offset` say which results are told in full; `sort` may be `date`; `filter` is
   *  `{ soort: 'Brief', jaar: '2021', … }`; `facets` asks for counts, `detail` for where words stand in passages. */
  async search(query, { limit = 10, offset = 0, sort, filter, facets = false, passages = true, detail = false } = {}) {
    const asked = await this.understand(String(query ?? ''));
    let ranked = await this.rank(asked);
    let columns;
    if (facets || sort === 'date' || filter && Object.keys(filter).length) columns = await this.columns();
    const counts = facets ? this.countFacets(columns, ranked) : undefined;
    for (const [name, value] of Object.entries(filter ?? {})) {
      const column = columns[name];
      const at = column ? column.names.indexOf(value) : -1;
      ranked = ranked.filter(({ document }) => column?.of[document].includes(at));
    }
    if (sort === 'date') ranked.sort((a, b) => columns.datum[b.document] - columns.datum[a.document] || b.score - a.score);
    const pages = new Map();
    if (asked.verify) ranked = await this.verified(ranked, asked, pages);
    if (asked.sequence && sort !== 'date') await this.inSequence(ranked, asked, pages);
    const shown = ranked.slice(offset, offset + limit);
    const results = await Promise.all(shown.map(async ({ document, score }) => {
      const row = await this.row(document);
      return { ...row, passage: row.title, anchor: '', score, where: 'title', document };
    }));
    if (passages) await this.passages(results, asked, pages);
    for (const result of results) {
      if (detail) result.marks = this.marks(result.passage, asked);
      else delete result.where;
      delete result.document;
    }
    return { total: ranked.length, results, understood: asked.told, ...counts && { facets: counts } };
  },

  /** Takes a query apart. */
  async understand(query) {
    const { rules } = this;
    const asked = { first: [], concepts: [], not: [], verify: null, sequence: null, length: 0, told: [], nothing: false };
    let text = query.toLowerCase().replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"').trim();
    if (!text) return asked;
    const isQuestion = /\?\s*$/.test(text) || /^(wat|wie|waar|waarom|wanneer|welke?|hoe|hoeveel|is|zijn|heeft|hebben|kan|kunnen|mag|moet|moeten)\s/.test(text);
    // What must not be there, and what stands in quotation marks.
    const phrases = [];
    text = text.replace(/(^|\s)-\s*"([^"]*)"/g, (_, before, words) => {
      asked.not.push({ phrase: words });
      return before;
    });
    text = text.replace(/"([^"]*)"?/g, (_, words) => {
      phrases.push(words);
      return ' ';
    });
    text = text.replace(/(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu, (_, before, word) => {
      asked.not.push({ word });
      return before;
    }).trim().split(/\s+/).join(' ');
    // The whole as a number, then numbers and dates in it.
    const whole = squeezed(text);
    let rest = text;
    const told = (kind, what) => asked.told.push({ kind, what });
    const isOpaque = /\d/.test(whole) && (/[a-z]/.test(whole) || whole.length >= 6);
    let found = isOpaque && !phrases.length ? await this.numbered(whole) : [];
    if (!found.length) for (const key of readAnswer(text)) found = found.length ? found : await this.numbered(key);
    const date = found.length ? null : readDate(rules, text);
    if (found.length) {
      asked.first.push(...found);
      told('number', text);
      rest = '';
    } else {
      if (date) {
        const hits = await this.day(date.days);
        told('date', date.days);
        if (hits.size) {
          asked.concepts.push({ hits, place: -100, required: true, isDate: true });
          rest = date.rest;
        }
      }
      const number = !date && readNumber(rules, rest);
      if (number) {
        for (const { key, used } of number.tries) {
          const documents = await this.numbered(key);
          if (!documents.length) continue;
          asked.first.push(...documents, ...await this.filed(key));
          told('number', key);
          rest = number.rest;
          if (used < number.pieces.length) rest += ` ${number.pieces.slice(used).join(' ')}`;
          break;
        }
        if (!asked.first.length) {
          const documents = await this.numbered(number.number);
          if (!number.explicit && documents.length) {
            asked.first.push(...documents, ...await this.filed(number.number));
            told('dossier', number.number);
            rest = number.rest;
          } else if (number.explicit) {
            told('number', [number.number, ...number.pieces].join('-'));
            asked.nothing = true;
            return asked;
          }
        }
      } else if (!date) {
        for (const word of text.split(/\s+/).filter(word => /\d{4}/.test(word) && (/[a-z]/.test(word) || /\d{6}/.test(word)))) {
          const documents = await this.numbered(squeezed(word));
          if (documents.length) {
            asked.first.push(...documents);
            told('number', word);
            rest = rest.replace(word, ' ');
          }
        }
      }
    }
    // The words.
    for (const phrase of phrases) {
      const { hits, verify } = await this.phrase(phrase);
      told('phrase', phrase);
      asked.concepts.push({ hits, place: -100, required: true, isPhrase: true });
      if (verify) asked.verify = verify;
    }
    for (const { phrase, word } of asked.not) {
      told('not', phrase ?? word);
    }
    const all = words(rules, rest);
    asked.length = all.filter(word => !word.joined).length;
    const joined = all.filter(word => word.joined);
    let telling = all.filter(word => !word.joined && !rules.stop.has(word.form));
    const strong = telling.filter(word => !rules.weak.has(word.form));
    if (strong.length || asked.first.length || asked.concepts.length) telling = strong;
    const last = all.at(-1)?.form;
    const concepts = await Promise.all(telling.map(async ({ form, place }) => {
      const { hits, how, meant, count = hits.size } = await this.word(form, !joined.length && form === last);
      return { form, place, hits, count, how, meant, required: false };
    }));
    // Two words that letters write as one; a word with hyphens that letters write without.
    for (let n = 0; n + 1 < concepts.length; n++) {
      const [one, two] = [concepts[n], concepts[n + 1]];
      if (two.place !== one.place + 1 || !/^[a-z]{3,}$/.test(one.form) || !/^[a-z]{3,}$/.test(two.form)) continue;
      for (const link of [...LINKS, 'e']) {
        const family = await this.family(one.form + link + two.form, true);
        if (!family.size) continue;
        const hits = this.hitsOf(family);
        for (const concept of [one, two]) {
          this.add(concept.hits, hits);
          concept.how = concept.how === 'nothing' ? 'joined' : concept.how;
        }
        one.joins ??= new Set();
        for (const document of hits.of.keys()) one.joins.add(document);
      }
    }
    for (const { form, place } of joined) {
      let family = await this.family(form, true);
      if (!family.size && form === last) family = await this.beginning(form);
      if (!family.size) continue;
      const hits = this.hitsOf(family);
      for (const concept of concepts.filter(c => c.place >= place && c.place < place + 4 && form.includes(c.form))) {
        this.add(concept.hits, hits);
        concept.joins = new Set([...concept.joins ?? [], ...hits.of.keys()]);
      }
    }
    for (const { form, how, meant } of concepts) asked.told.push({ kind: 'word', what: form, how, ...meant && { meant } });
    asked.concepts.push(...concepts);
    asked.isQuestion = isQuestion;
    // The order of words that the index leaves out tells, too: `kinderen van ouders`.
    if (concepts.length > 1 && !isQuestion && !asked.verify && asked.length > telling.length && asked.length <= 8) {
      asked.sequence = all.filter(word => !word.joined).map(word => word.form);
    }
    const count = this.count;
    for (const concept of asked.concepts) {
      const df = concept.count ?? concept.hits.size;
      concept.idf = df ? Math.log(1 + (count - df + 0.5) / (df + 0.5)) : 4;
      concept.forms = concept.hits.forms;
    }
    return asked;
  },

  /** The documents in their order. */
  async rank(asked) {
    if (asked.nothing) return [];
    const { concepts } = asked;
    const soft = concepts.filter(concept => !concept.required);
    const total = soft.reduce((sum, concept) => sum + concept.idf, 0);
    const strict = soft.length <= 3 && !(asked.isQuestion && soft.length > 1);
    let ranked = [];
    const seen = new Map();
    for (const concept of concepts) {
      for (const document of concept.hits.of.keys()) seen.set(document, (seen.get(document) ?? 0) + 1);
    }
    for (const [document, matched] of seen) {
      if (strict && matched < concepts.length) continue;
      let [score, covered, title] = [0, 0, true];
      let missing = false;
      for (const concept of concepts) {
        const hit = concept.hits.of.get(document);
        if (!hit) {
          missing ||= concept.required;
          title = false;
          continue;
        }
        if (!concept.required) covered += concept.idf;
        title &&= hit.title;
        const norm = this.held[document] ? 1 - B + B * this.lengths[document] / this.average : 1;
        score += concept.idf * hit.weight * (K + 1) / (hit.weight + K * norm);
      }
      if (missing || !strict && covered < (asked.isQuestion ? 0.4 : 0.6) * total) continue;
      if (!strict && total) score *= (covered / total) ** 2;
      if (title && concepts.some(concept => !concept.isDate)) score *= 1.25;
      if (!this.held[document]) score *= title && asked.length >= 2 && asked.length >= this.lengths[document] ? 1.6 : 0.35;
      ranked.push({ document, score });
    }
    const order = (a, b) => b.score - a.score || a.document - b.document;
    ranked.sort(order);
    const pairs = [];
    const placed = soft.filter(concept => concept.place >= 0);
    for (let n = 0; n + 1 < placed.length; n++) pairs.push([placed[n], placed[n + 1]]);
    if (pairs.length) {
      for (const entry of ranked.slice(0, MOST_RANKED)) {
        let near = 0;
        for (const [one, two] of pairs) near += this.nearness(one, two, entry.document);
        entry.score *= 1 + 0.8 * near / pairs.length;
      }
      ranked.sort(order);
    }
    const excluded = new Set();
    for (const { phrase, word } of asked.not) {
      const hits = phrase === undefined
        ? await this.excluded(word)
        : (await this.phrase(phrase)).hits;
      for (const [document, hit] of hits.of) if (hit.own) excluded.add(document);
    }
    const first = [...new Set(asked.first)].filter(document => !excluded.has(document));
    if (first.length) {
      ranked = concepts.length ? ranked.filter(({ document }) => !first.includes(document)) : [];
      return [...first.map((document, n) => ({ document, score: 1000 - n / 1000 })), ...ranked.filter(r => !excluded.has(r.document))];
    }
    return ranked.filter(({ document }) => !excluded.has(document));
  },

  /** The documents that have a word that must not be there, in any of its forms. */
  async excluded(word) {
    const all = words(this.rules, word);
    const whole = all.find(w => w.joined) ?? all[0];
    return whole ? this.hitsOf(await this.family(whole.form)) : new Hits();
  },

  /** How near two words of a query stand in a document: 1 as in the query, less if elsewhere in the neighbourhood. */
  nearness(one, two, document) {
    if (one.joins?.has(document)) return 1;
    const [a, b] = [one.hits.of.get(document)?.places, two.hits.of.get(document)?.places];
    if (!a || !b) return 0;
    const gap = two.place - one.place;
    let best = 0;
    for (const p of a) {
      for (const q of b) {
        const distance = q - p;
        if (distance === gap) return 1;
        if (distance > 0 && distance <= gap + 4) best = Math.max(best, 0.5);
        else if (distance < 0 && distance >= -gap - 4) best = Math.max(best, 0.25);
      }
    }
    return best;
  },

  /** A phrase with words that the index leaves out is looked up in the pages themselves. */
  async verified(ranked, asked, pages) {
    const [some, others] = [ranked.slice(0, 12), ranked.slice(12)];
    const kept = await Promise.all(some.map(async entry => {
      const row = await this.row(entry.document);
      if (holds(words(this.rules, row.title), asked.verify)) return true;
      const all = await this.page(row.path, pages);
      return all === null || all.some(block => holds(words(this.rules, block.text), asked.verify));
    }));
    return [...some.filter((_, n) => kept[n]), ...others];
  },

  /** Of the first documents those come first that have the whole query as it stands. */
  async inSequence(ranked, asked, pages) {
    const some = ranked.splice(0, SEQUENCES);
    await Promise.all(some.map(async entry => {
      const row = await this.row(entry.document);
      const texts = [row.title];
      if (this.held[entry.document]) texts.push(...(await this.page(row.path, pages) ?? []).map(block => block.text));
      if (texts.some(text => holds(words(this.rules, text), asked.sequence))) entry.score *= 1.5;
    }));
    ranked.unshift(...some.sort((a, b) => b.score - a.score || a.document - b.document));
  },

  async page(path, pages) {
    if (!pages.has(path)) {
      pages.set(path, this.get(`${this.root}${path.slice(1)}index.html`).then(blocks, () => null));
    }
    return pages.get(path);
  },

  /** Finds the best passage of each result, as long as that does not cost too much. */
  async passages(results, asked, pages) {
    const concepts = asked.concepts.filter(concept => !concept.isDate);
    let left = Math.min(PAGES, Math.max(LEAST, MOST_READ - this.read));
    this.read = 0;
    const work = results.map(async result => {
      if (!this.held[result.document]) return;
      const cost = 1600 + this.lengths[result.document] * 2.4;
      if (!pages.has(result.path)) {
        if (left < cost) return;
        left -= cost;
      }
      const all = await this.page(result.path, pages);
      if (!all?.length) return;
      const best = passageOf(this.rules, all, concepts, asked.verify ?? asked.sequence);
      const opening = all.find(block => block.where === 'text' && block.text.length > 60) ?? all[0];
      const block = best?.block ?? opening;
      result.passage = cutTo(block.text, best?.first ?? 0);
      result.anchor = block.anchor;
      result.where = block.where;
    });
    await Promise.all(work);
  },

  /** Where in a passage the words stand that were found. */
  marks(text, asked) {
    const found = words(this.rules, text).filter(word => asked.concepts.some(({ forms }) => forms.has(word.form)));
    const marks = [];
    for (const { begin, end } of found.sort((a, b) => a.begin - b.begin)) {
      if (begin >= (marks.at(-1)?.[1] ?? 0)) marks.push([begin, end]);
    }
    return marks;
  },

  /** What documents are counted by, read once. */
  columns() {
    return this.file('facetten.txt', text => {
      const columns = {};
      for (const line of text.split('\n').filter(Boolean)) {
        const [name, ...names] = line.split('\t');
        const data = names.pop();
        let at = 0;
        const number = () => {
          for (let value = 0, scale = 1; ; scale *= 32) {
            const d = VALUE[data.charCodeAt(at++)];
            value += (d & 31) * scale;
            if (d < 32) return value;
          }
        };
        const each = name === 'datum' ? number : () => Array.from({ length: number() }, number);
        const of = Array.from({ length: this.count }, each);
        columns[name] = name === 'datum' ? of : { names, of };
      }
      return columns;
    });
  },

  countFacets(columns, ranked) {
    const out = {};
    for (const [name, column] of Object.entries(columns)) {
      if (name === 'datum') continue;
      const counts = new Map();
      for (const { document } of ranked) {
        for (const value of new Set(column.of[document])) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      out[name] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([value, count]) => ({ value: column.names[value], count }));
    }
    return out;
  },
});

/** Opens the index of a site: `base` is the address of the site, or of its folder `zoek/`. */
export const open = async ({ base, fetch: ask } = {}) => {
  ask ??= (...rest) => globalThis.fetch(...rest);
  let root = base === undefined ? new URL('..', import.meta.url).href : String(base);
  if (root && !root.endsWith('/')) root += '/';
  if (root.endsWith('/zoek/')) root = root.slice(0, -5);
  const get = async (url, options) => {
    const answer = await ask(url, options);
    if (answer.ok === false) throw new Error(`${url}: ${answer.status}`);
    return answer.text();
  };
  const [first, rules] = await Promise.all([get(`${root}zoek/index.json`), get(`${root}zoek/regels.txt`)]);
  const told = JSON.parse(first);
  if (told.versie !== VERSION) throw new Error('the index is of another version than this script');
  return new Index(`${root}zoek/`, root, get, told, readRules(rules));
};
