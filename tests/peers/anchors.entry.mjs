// What programs that anchor annotations make of the selectors of a page; bundled by run.sh for the browser.
import * as quote from 'dom-anchor-text-quote';
import { createTextQuoteSelectorMatcher } from '@apache-annotator/dom';
import { parseW3CTextAnnotation, reviveAnnotation } from '@recogito/text-annotator';
import { anchor as hypothesis } from 'hypothesis-anchoring';

const last = (list, type) => list.filter(selector => selector.type === type).at(-1);

globalThis.peers = {
  'dom-anchor-text-quote': async ({ target: { selector } }) => {
    const { exact, prefix, suffix } = last(selector, 'TextQuoteSelector');
    const { start } = last(selector, 'TextPositionSelector') ?? {};
    return quote.toRange(document.body, { exact, prefix, suffix }, { hint: start });
  },
  'apache-annotator': async ({ target: { selector } }) => {
    const match = createTextQuoteSelectorMatcher(last(selector, 'TextQuoteSelector'));
    const found = [];
    for await (const range of match(document.body)) found.push(range);
    return found.length === 1 ? found[0] : null;
  },
  'recogito': async annotation => {
    const { parsed, error } = parseW3CTextAnnotation(annotation);
    if (error) throw error;
    return reviveAnnotation(parsed, document.body).target.selector[0].range;
  },
  ...(hypothesis ? { hypothesis: async ({ target: { selector } }) => hypothesis(document.body, selector) } : {}),
};
