// The page that searches: the address says what is asked, so that Back, a bookmark and a link do.
import { open } from './zoek.js';

const at = id => document.getElementById(id);
const [place, field, status, told, list, more, refine] =
  ['uitkomst', 'zoekvraag', 'zoekstand', 'verstaan', 'treffers', 'meer', 'verfijn'].map(at);
const say = place.dataset;
const PAGE = 10;
const SHOWN = 12; // values of a facet
const FACETS = [...refine.querySelectorAll('[data-naam]')];
const base = new URL(say.base, location).href;
let index;
let run = 0;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const asked = () => {
  const query = new URLSearchParams(location.search);
  const filter = {};
  for (const { dataset } of FACETS) if (query.get(dataset.naam)) filter[dataset.naam] = query.get(dataset.naam);
  return { q: (query.get('q') ?? '').trim(), sort: query.get('sorteer') === 'datum' ? 'date' : undefined, filter, offset: Math.max(0, Number(query.get('vanaf')) || 0) };
};

const address = changes => {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ vanaf: '', ...changes })) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return `?${query}`;
};

const date = iso => {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${say.maanden.split(' ')[month - 1]} ${year}`;
};

/** `28 638, nr. 201` of `/28638/201/`. */
const label = path => {
  const m = /^\/(\d\d)(\d{3})(?:-([a-z0-9]+))?\/(?:([a-z0-9]+)\/)?$/.exec(path);
  if (!m) return '';
  const addition = !m[3] ? '' : /^\d/.test(m[3]) ? `-${m[3]}` : ` ${m[3].toUpperCase()}`;
  const number = !m[4] ? '' : /^\d/.test(m[4]) ? `, ${say.nr} ${m[4]}` : `, ${m[4].toUpperCase()}`;
  return `${m[1]} ${m[2]}${addition}${number}`;
};

const passage = ({ passage: text, marks = [], where }) => {
  const shown = element('p', { className: 'passage' });
  if (where === 'note' || where === 'annotation') {
    shown.append(element('span', { className: 'waar' }, where === 'note' ? say.noot : say.aantekening), ' ');
  }
  let from = 0;
  for (const [begin, end] of marks) {
    shown.append(text.slice(from, begin), element('mark', {}, text.slice(begin, end)));
    from = end;
  }
  shown.append(text.slice(from));
  return shown;
};

const result = found => {
  const href = base + found.path.slice(1) + (found.anchor ? `#${found.anchor}` : '');
  const about = [found.kind, found.date && element('time', { dateTime: found.date }, date(found.date)), label(found.path)];
  return element('li', {},
    element('p', { className: 'werk' }, element('a', { href }, found.title || label(found.path))),
    element('p', { className: 'bij' }, ...about.filter(Boolean).flatMap(part => [element('span', {}, part), ' '])),
    ...found.where === 'title' ? [] : [passage(found)]);
};

const showFacets = (facets, filter) => {
  for (const section of FACETS) {
    const name = section.dataset.naam;
    const values = facets[name] ?? [];
    section.hidden = values.length < 2 && !filter[name];
    section.querySelector('ul').replaceChildren(...values.slice(0, SHOWN).map(({ value, count }) => {
      const chosen = filter[name] === value;
      const link = element('a', { href: address({ [name]: chosen ? '' : value }) }, chosen ? `${value} ×` : value);
      if (chosen) {
        link.setAttribute('aria-current', 'true');
        link.setAttribute('aria-label', `${say.minder} ${value}`);
      }
      return element('li', {}, link, ' ', element('span', { className: 'bij' }, String(count)));
    }));
  }
  if (Object.keys(filter).length) refine.open = true;
};

const understood = parts => {
  const said = [];
  const words = parts.filter(({ kind, how }) => kind === 'word' && how === 'nothing').map(({ what }) => what);
  if (words.length) said.push(`${say.onbekend} ${words.join(', ')}.`);
  for (const { what, meant } of parts) if (meant) said.push(`${say.bedoeld} ‘${meant}’ (${what}).`);
  const out = parts.filter(({ kind }) => kind === 'not').map(({ what }) => what);
  if (out.length) said.push(`${say.uitgesloten} ${out.join(', ')}.`);
  return said;
};

const show = async ({ append = false } = {}) => {
  const mine = ++run;
  const { q, sort, filter, offset } = asked();
  if (document.activeElement !== field) field.value = q;
  place.hidden = !q;
  at('zonder-zoeken').hidden = Boolean(q);
  if (!q) return;
  status.textContent = say.bezig;
  try {
    index ??= open({ base });
    const found = await (await index).search(q, { limit: append ? PAGE : offset + PAGE, offset: append ? offset : 0, sort, filter, facets: true, detail: true });
    if (mine !== run) return;
    const { total, results } = found;
    status.textContent = total ? `${total} ${total === 1 ? say.een : say.veel}` : say.geen;
    const said = understood(found.understood);
    const number = !total && found.understood.find(({ kind }) => kind === 'number');
    if (number) said.push(`${say.nummer} ${number.what}.`);
    told.textContent = said.join(' ');
    at('zonder-zoeken').hidden = total > 0;
    at('volgorde').hidden = refine.hidden = !total && !Object.keys(filter).length;
    for (const link of document.querySelectorAll('[data-sorteer]')) {
      link.href = address({ sorteer: link.dataset.sorteer });
      if ((link.dataset.sorteer === 'datum') === (sort === 'date')) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    showFacets(found.facets, filter);
    const items = results.map(result);
    if (append) list.append(...items);
    else list.replaceChildren(...items);
    if (append) items[0]?.querySelector('a').focus();
    more.hidden = offset + PAGE >= total;
    more.href = address({ vanaf: String(offset + PAGE) });
  } catch (error) {
    if (mine !== run) return;
    index = undefined;
    console.error(error);
    status.textContent = say.mislukt;
    list.replaceChildren();
    at('zonder-zoeken').hidden = false;
  }
};

const go = (url, options) => {
  history.pushState(null, '', url);
  return show(options);
};

document.querySelector('.zoekveld').addEventListener('submit', event => {
  event.preventDefault();
  clearTimeout(waiting);
  if (asked().q === field.value.trim()) show();
  else go(`?${new URLSearchParams({ q: field.value.trim() })}`);
});
let waiting = 0;
field.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    // While somebody types, the address follows; Back leads to what was asked before.
    const typing = history.state?.typing;
    history[typing ? 'replaceState' : 'pushState']({ typing: true }, '', `?${new URLSearchParams({ q: field.value.trim() })}`);
    show();
  }, 350);
});
place.addEventListener('click', event => {
  const link = event.target.closest('a');
  if (!link || !link.getAttribute('href')?.startsWith('?') || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, { append: link === more }).then(() => { if (link !== more) status.scrollIntoView({ block: 'nearest' }); });
});
addEventListener('popstate', () => {
  field.value = asked().q;
  show();
});
show();
