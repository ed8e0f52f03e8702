// The set of queries: one a line, `class ⇥ query ⇥ expectation ⇥ documents ⇥ pattern`, documents by their ids.
import { readFileSync } from 'node:fs';

export const FILE = new URL('queries.tsv', import.meta.url);

export const queries = readFileSync(FILE, 'utf8').trimEnd().split('\n').map(line => {
  const [kind, query, expect, documents = '', pattern = ''] = line.split('\t');
  return { kind, query, expect, documents: documents.split(' ').filter(Boolean), pattern };
});

/** Words without accents, capitals and raised or lowered digits, with single spaces. */
export const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

/** The address of a document in a site: that of its id. */
export const address = id => id.toLowerCase().replace(/^kst-(.+)-([^-]+)$/, '$1/$2');
