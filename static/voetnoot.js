// Cards: what a citation leads to, shown beside it while it is pointed at or has the focus. The card stands in the
// page that the link leads to (its <template id="kaart">) and is fetched when first asked for. The links work
// without any of this; a finger opens no card, for it would be in the way of following the link.
{
  const WAIT = 300; // before a card opens: a pointer that passes by opens none
  const GRACE = 300; // before it closes: the way from the link to the card
  const cards = new Map();
  const box = document.createElement('div');
  box.id = 'kaart-open';
  box.className = 'kaart';
  box.popover = 'manual';
  box.setAttribute('role', 'tooltip');
  let shown = null; // the link whose card is open
  let wanted = null; // the link whose card is asked for
  let dismissed = null; // the link whose card was closed by Escape
  let title = '';
  let timer = 0;

  // Storage may be forbidden: then the choice lasts as long as the page.
  const remembered = id => {
    try { return localStorage.getItem(`voetnoot-${id}`); } catch { return null; }
  };
  const remember = (id, value) => {
    try { localStorage.setItem(`voetnoot-${id}`, value); } catch { /* see above */ }
  };

  const read = async url => {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    // The card stands in the head: the rest of a long page is not waited for.
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      if (text.includes('</template>')) {
        reader.cancel();
        break;
      }
    }
    return new DOMParser().parseFromString(text, 'text/html').querySelector('template#kaart')?.content ?? null;
  };
  const load = url => {
    if (!cards.has(url)) cards.set(url, read(url).catch(() => null));
    return cards.get(url);
  };

  const close = () => {
    clearTimeout(timer);
    wanted = null;
    if (!shown) return;
    box.hidePopover();
    shown.removeAttribute('aria-describedby');
    if (title) shown.title = title;
    shown = null;
  };

  const place = (link, x) => {
    const lines = [...link.getClientRects()];
    const line = lines.find(r => x >= r.left && x <= r.right) ?? lines[0];
    const { offsetWidth: width, offsetHeight: height } = box;
    const below = line.bottom + height + 8 <= innerHeight || line.top < height + 8;
    const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? line.bottom + 6 : line.top - height - 6) + scrollY}px`;
  };

  const open = async (link, x) => {
    const content = await load(link.href.split('#')[0]);
    if (wanted !== link || !content) return;
    close();
    box.replaceChildren(document.importNode(content, true));
    if (!box.isConnected) document.querySelector('main').append(box);
    shown = wanted = link;
    // The browser's own label would lie over the card.
    title = link.title;
    link.removeAttribute('title');
    link.setAttribute('aria-describedby', box.id);
    box.showPopover();
    place(link, x);
  };

  const isOff = () => remembered('kaarten') === 'uit' || !matchMedia('(hover: hover)').matches;
  const has = link => link.pathname !== location.pathname && link.origin === location.origin;
  const ask = (link, x, wait) => {
    if (link === dismissed || isOff() || !has(link)) return;
    clearTimeout(timer);
    if (link === shown) return;
    wanted = link;
    timer = setTimeout(open, wait, link, x);
  };
  const leave = () => {
    if (wanted !== shown) {
      clearTimeout(timer);
      wanted = shown;
    }
    if (!shown || shown === document.activeElement) return;
    clearTimeout(timer);
    timer = setTimeout(close, GRACE);
  };
  const citation = target => target instanceof Element ? target.closest('a.citaat[href]') : null;

  document.addEventListener('pointerover', event => {
    if (event.pointerType === 'touch') return;
    if (box.contains(event.target)) return clearTimeout(timer);
    const link = citation(event.target);
    if (link) return ask(link, event.clientX, WAIT);
    dismissed = null;
    leave();
  });
  document.documentElement.addEventListener('pointerleave', leave);
  document.addEventListener('focusin', event => {
    const link = citation(event.target);
    if (link?.matches(':focus-visible')) ask(link, -1, 0);
  });
  document.addEventListener('focusout', event => {
    dismissed = null;
    if (citation(event.target)) close();
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !wanted) return;
    dismissed = wanted;
    close();
  });
  addEventListener('pagehide', close);

  for (const id of ['kaarten', 'alineas-tonen', 'annotaties-tonen']) {
    const choice = document.getElementById(id);
    if (!choice) continue;
    choice.checked = (remembered(id) ?? (choice.defaultChecked ? 'aan' : 'uit')) === 'aan';
    choice.addEventListener('change', () => {
      remember(id, choice.checked ? 'aan' : 'uit');
      close();
    });
  }
}

// Citing: a button copies a form, and another, beside words that are selected in the letter, copies these with their
// reference and address. What is copied the usual way stays the words alone.
{
  const forms = document.querySelector('.vormen');
  const { kopieer, gedaan } = forms?.dataset ?? {};
  const copies = (name, text, start = kopieer) => {
    const button = document.createElement('button');
    // What it says is written by the stylesheet: it is no word of the page.
    const says = word => { button.ariaLabel = button.dataset.woord = word; };
    Object.assign(button, { type: 'button', className: name, ariaLive: 'polite' });
    says(start);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text());
        says(gedaan);
        setTimeout(says, 2000, start);
      } catch { /* A browser may forbid it: the words can be selected. */ }
    });
    return button;
  };
  if (forms && navigator.clipboard) {
    const form = document.getElementById('vindplaats');
    for (const words of forms.querySelectorAll('.vorm')) {
      words.after(copies('kopieer', () => words.textContent));
    }
    const text = document.querySelector('.tekst');
    let picked = '';
    const pick = copies('kopieer-zin', () => picked, forms.dataset.zin);
    pick.popover = 'manual';
    if (text) document.addEventListener('selectionchange', () => {
      const selection = getSelection();
      const range = selection.rangeCount ? selection.getRangeAt(0) : null;
      const words = selection.toString().trim();
      const inside = range && words && text.contains(range.commonAncestorContainer);
      if (!inside) return pick.isConnected && pick.hidePopover();
      const from = range.startContainer;
      const around = from.nodeType === 1 ? from : from.parentElement;
      const note = around.closest('.noten > ol > li');
      const part = note ?? around.closest(':is(p, li):has(> .alinea), tr[id]');
      const link = part?.querySelector(':scope > .alinea');
      const place = note ? `, ${note.querySelector('[role=doc-backlink]')?.dataset.noot.toLowerCase() ?? ''}` : link ? `, ¶ ${link.dataset.n}` : '';
      const address = new URL(link?.getAttribute('href') ?? (part ? `#${part.id}` : ''), document.querySelector('link[rel=canonical]')?.href ?? location.href);
      picked = `“${words}” (${form.textContent}${place}, ${address})`;
      if (!pick.isConnected) document.querySelector('main').append(pick);
      pick.showPopover();
      const { left, bottom } = range.getBoundingClientRect();
      pick.style.left = `${Math.max(8, Math.min(left, innerWidth - pick.offsetWidth - 8)) + scrollX}px`;
      pick.style.top = `${Math.min(bottom + 8, innerHeight - pick.offsetHeight - 8) + scrollY}px`;
    });
  }
}
