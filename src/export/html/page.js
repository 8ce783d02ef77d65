'use strict';
(() => {
  const root = document.documentElement;
  const KEY = 'trailmark-theme';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Where a browser keeps nothing for files, the choice lasts as long as the page is open.
  const kept = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem(KEY, theme); } catch { /* not kept */ } };
  const wear = (theme) => { if (theme === 'dark' || theme === 'light') root.dataset.theme = theme; };
  wear(kept());

  const id = (name) => document.getElementById(name);
  // Decomposed, so that letters that are still being composed are found, and accents do not matter.
  const folded = (text) => text.normalize('NFD').toLowerCase();
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;

  const start = () => {
    const search = id('_search'), found = id('_found'), fold = id('_fold'), theme = id('_theme');

    // Topics, each behind the one that it is below.
    const topics = [...document.querySelectorAll('.topic')].map((element) => {
      const details = element.querySelector(':scope > details');
      const row = (details || element).querySelector(':scope > .row');
      const heading = row.querySelector('h2, h3, h4, h5, h6');
      const list = details && details.querySelector(':scope > .topics');
      const body = details && details.querySelector(':scope > .body');
      return { element, details, row, heading, body, isGroup: !!list, below: [], status: element.dataset.status };
    });
    const known = new Map(topics.map((topic) => [topic.element, topic]));
    for (const topic of topics) {
      topic.above = known.get(topic.element.parentElement.closest('.topic'));
      if (topic.above) topic.above.below.push(topic);
    }

    // What somebody wrote, without our own words between.
    const words_of = (body) => {
      const skip = (node) => node.nodeType === 1 && node.matches('.label, .kind, .vh, .sign, .more > summary');
      const walk = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
        (node) => skip(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      let text = '';
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.nodeType === 3) text += node.data;
        else if (node.matches('td, th, br, li')) text += ' ';
      }
      return text.replace(/\s+/g, ' ').trim();
    };
    const texts = (topic) => {
      if (topic.title === undefined) {
        topic.title = folded(topic.heading.textContent);
        topic.plain = topic.body ? words_of(topic.body) : '';
        topic.text = folded(topic.plain);
      }
      return topic;
    };

    // The words around a hit, cut at blanks.
    const snippet = (topic, words) => {
      const text = topic.text;
      const word = words.find((word) => text.includes(word) && !topic.title.includes(word));
      if (!word) return null;
      const at = text.indexOf(word), end = at + word.length;
      let from = Math.max(0, at - 48), to = Math.min(text.length, end + 72);
      if (from > 0) from = Math.min(at, text.indexOf(' ', from) + 1 || at);
      if (to < text.length) to = Math.max(end, text.lastIndexOf(' ', to));
      // Case is folded character by character; where that changes lengths the folded text is shown.
      const same = topic.plain.normalize('NFD');
      const shown = same.length === text.length ? same : text;
      // A syllable is not cut where its hit ends within it.
      let last = end;
      while (last < shown.length && /[\u0300-\u036f\u1160-\u11ff]/.test(shown[last])) last++;
      const part = (a, b) => shown.slice(a, b).normalize('NFC');
      const mark = document.createElement('mark');
      mark.textContent = part(at, last);
      const span = document.createElement('span');
      span.className = 'hit';
      span.append(from > 0 ? '⋯ ' : '', part(from, at), mark, part(last, Math.max(to, last)), to < text.length ? ' ⋯' : '');
      return span;
    };

    const paint = (words, shown) => {
      if (!self.Highlight || !CSS.highlights) return;
      const ranges = [];
      for (const topic of shown) {
        const node = topic.heading.firstChild;
        if (!node) continue;
        const title = node.data.toLowerCase();
        for (const word of words) {
          const plain = word.normalize('NFC'), at = title.indexOf(plain);
          if (at < 0 || title.length !== node.data.length) continue;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + plain.length);
          ranges.push(range);
        }
      }
      CSS.highlights.set('found', new Highlight(...ranges));
    };

    let before = null;
    const wanted = () => (document.querySelector('input[name="_status"]:checked') || {}).value || '';
    const sift = () => {
      const words = folded(search.value).split(/\s+/).filter(Boolean), status = wanted();
      const isOn = words.length > 0 || status !== '';
      if (isOn && !before) before = topics.map((topic) => topic.details && topic.details.open);
      let count = 0;
      for (const topic of topics) {
        const { title, text } = texts(topic);
        topic.row.querySelectorAll('.hit').forEach((hit) => hit.remove());
        const fits = !status || (!topic.isGroup && topic.status === status);
        topic.inTitle = words.length > 0 && words.every((word) => title.includes(word));
        topic.isHit = fits && words.every((word) => title.includes(word) || text.includes(word));
        topic.isUnder = !!topic.above && (topic.above.isUnder || topic.above.inTitle);
        if (isOn && topic.isHit && words.length) {
          const span = snippet(topic, words);
          if (span) topic.row.append(span);
        }
        if (topic.isHit) count++;
        topic.isShown = topic.isHit || (topic.isUnder && fits);
      }
      for (const topic of topics.slice().reverse()) {
        topic.isShown = topic.isShown || topic.below.some((child) => child.isShown);
        topic.element.hidden = isOn && !topic.isShown;
        topic.element.classList.toggle('is-hit', isOn && topic.isHit);
      }
      topics.forEach((topic, at) => {
        if (isOn && topic.isGroup && topic.details) topic.details.open = true;
        if (!isOn && before && topic.details) topic.details.open = before[at];
      });
      if (!isOn) before = null;
      paint(words, topics.filter((topic) => isOn && topic.isShown));
      found.parentElement.classList.toggle('sifted', isOn);
      found.hidden = !isOn;
      const one = count === 1 ? 'topic' : 'topics';
      const what = search.value.trim() ? ` with “${search.value.trim()}”` : '';
      found.textContent = count ? `${count} ${one}${what}` : `No topic${what || ' here'}. Escape shows all.`;
    };
    const clear = () => {
      search.value = '';
      const all = document.querySelector('input[name="_status"][value=""]');
      if (all) all.checked = true;
      sift();
    };

    const foldables = topics.filter((topic) => topic.details);
    let isUnfolded = false;
    const name = () => {
      fold.textContent = isUnfolded ? 'Fold all' : 'Unfold all';
      theme.textContent = isDark() ? 'Light' : 'Dark';
      theme.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
    };
    fold.addEventListener('click', () => {
      isUnfolded = !isUnfolded;
      foldables.forEach((topic) => { topic.details.open = isUnfolded; });
      name();
    });
    theme.addEventListener('click', () => {
      wear(isDark() ? 'light' : 'dark');
      keep(root.dataset.theme);
      name();
    });
    dark.addEventListener('change', name);

    // A place in the page is shown, whatever is folded or hidden around it.
    const reveal = () => {
      let name = location.hash.slice(1);
      try { name = decodeURIComponent(name); } catch { /* as it is */ }
      const element = name && (id(name) || id(name.split(':')[0]));
      if (!element || !element.closest('main .topic')) return;
      if (element.closest('[hidden]')) clear();
      for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
      const topic = known.get(element);
      if (topic && topic.details) topic.details.open = true;
      element.scrollIntoView();
      const focus = topic ? topic.row : element;
      if (focus.tagName !== 'SUMMARY') focus.tabIndex = -1;
      focus.focus({ preventScroll: true });
    };

    search.addEventListener('input', sift);
    document.querySelectorAll('input[name="_status"]').forEach((input) => input.addEventListener('change', sift));
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof Element && event.target.matches('input[type="search"], textarea');
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/' && !isTyping) {
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === 'Escape' && (search.value || wanted())) {
        event.preventDefault();
        clear();
      } else if (event.key === 'Escape' && isTyping) {
        search.blur();
      }
    });
    addEventListener('hashchange', reveal);
    // A link to the place that the address names already.
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
      if (link && link.hash === location.hash) reveal();
    });

    let folded_before = [];
    addEventListener('beforeprint', () => {
      folded_before = [...document.querySelectorAll('details:not([open])')];
      folded_before.forEach((details) => { details.open = true; });
    });
    addEventListener('afterprint', () => {
      folded_before.forEach((details) => { details.open = false; });
    });

    const entries = new Map([...document.querySelectorAll('#_sections a')].map((link) => [id(link.hash && decodeURIComponent(link.hash.slice(1))), link]));
    const seen = new Set();
    const watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) seen[isIntersecting ? 'add' : 'delete'](target);
      const first = [...entries.keys()].find((section) => seen.has(section));
      for (const [section, link] of entries) {
        if (section === first) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
      }
    }, { rootMargin: '-72px 0px -40% 0px' });
    entries.forEach((_, section) => section && watch.observe(section));

    id('_tools').hidden = false;
    name();
    reveal();
    // A browser goes to the place itself once all is loaded, and takes the focus away.
    if (document.readyState !== 'complete') addEventListener('load', () => setTimeout(reveal));
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start); else start();
})();
