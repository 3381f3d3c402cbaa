'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const input = byId('q'), region = byId('region'), show = byId('show'), count = byId('count');
  const events = document.getElementsByClassName('event');
  const openedByFilter = new Set();
  let rows = null;  // made when they are first filtered, so that a big page opens at once
  let marked = null;

  function load() {
    rows = [];
    for (const item of events) {
      const line = item.querySelector('summary, .row, .judged');
      const why = item.querySelector('.why');
      const name = item.querySelector('.r');
      rows.push({
        item,
        tags: ' ' + item.className + ' ',
        text: (item.className.slice(6) + ' ' + line.textContent + ' ' +
               (why ? why.textContent : '')).toLowerCase(),
        region: name ? name.textContent : '',
        scenario: item.closest('section'),
        run: item.parentNode.closest('.run'),
      });
    }
  }

  function test() {
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word && word !== '-');
    const wanted = words.filter((word) => !word.startsWith('-'));
    const unwanted = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
    const place = region.value, tag = show.value && ' ' + show.value + ' ';
    if (!words.length && !place && !tag) return null;
    return (row) => (!place || row.region === place) && (!tag || row.tags.includes(tag)) &&
      wanted.every((word) => row.text.includes(word)) &&
      !unwanted.some((word) => row.text.includes(word));
  }

  // Shows the rows that fit and the scenarios that have any; says how many there are.
  function apply() {
    const fits = test();
    if (fits && !rows) load();
    const kept = new Set();
    let shown = 0;
    for (const row of rows || []) {
      const isShown = !fits || fits(row);
      if (row.item.hidden === isShown) row.item.hidden = !isShown;
      if (!isShown) continue;
      ++shown;
      kept.add(row.scenario).add(row.run);
    }
    for (const box of document.querySelectorAll('.scenario, .run')) {
      box.hidden = Boolean(fits) && !kept.has(box);
    }
    for (const folded of document.querySelectorAll('.scenario > details')) {
      const isOpened = fits && !folded.open && kept.has(folded.parentNode);
      if (isOpened) openedByFilter.add(folded);
      if (isOpened || (!fits && openedByFilter.delete(folded))) folded.open = Boolean(isOpened);
    }
    const noun = events.length === 1 ? 'row' : 'rows';
    count.textContent = fits ? `${shown} of ${events.length} ${noun}` : `${events.length} ${noun}`;
  }

  function clear() {
    input.value = region.value = show.value = '';
    apply();
  }

  function mark(target) {
    if (marked) {
      marked.classList.remove('marked');
      marked.removeAttribute('aria-current');
    }
    marked = target;
    marked.classList.add('marked');
    marked.setAttribute('aria-current', 'true');
  }

  // Brings an element to light whatever is folded or filtered, and the keyboard with it.
  function go(target) {
    if (target.closest('[hidden]')) clear();
    for (let box = target; box; box = box.parentElement) {
      if (box.tagName !== 'DETAILS') continue;
      box.open = true;
      openedByFilter.delete(box);
    }
    const own = target.querySelector(':scope > details');
    if (own) own.open = true;
    const isBig = target.tagName === 'SECTION' || target.tagName === 'MAIN';
    const bring = () => target.scrollIntoView({block: isBig ? 'start' : 'center'});
    if (!isBig) mark(target);
    const focused = !isBig && own ? own.querySelector('summary') : target;
    focused.focus({preventScroll: true});
    bring();
    requestAnimationFrame(bring);  // Rows that were never seen have got their height by now.
  }

  // `#s1-c42` names an element, `#q=throttle&region=eu-west-1&show=error` a filter.
  function route() {
    const hash = location.hash.slice(1);
    const target = /^(s\d+(-[cfr]\d+)?|scenarios)$/.test(hash) ? byId(hash) : null;
    if (target) return go(target);
    const wanted = new URLSearchParams(hash);
    input.value = wanted.get('q') || '';
    region.value = wanted.get('region') || '';
    show.value = wanted.get('show') || '';
    if (region.selectedIndex < 0) region.value = '';
    if (show.selectedIndex < 0) show.value = '';
    apply();
  }

  // So that a filtered page can be reloaded and sent to somebody.
  function remember() {
    const now = new URLSearchParams();
    for (const control of [input, region, show]) {
      if (control.value) now.set(control.id, control.value);
    }
    history.replaceState(null, '', '#' + now);
  }

  function focusFirst() {
    if (!rows) load();
    const first = rows.find((row) => !row.item.closest('[hidden]'));
    if (!first) return;
    for (let box = first.item.parentElement; box; box = box.parentElement) {
      if (box.tagName === 'DETAILS') box.open = true;
    }
    focusRow(first.item);
  }

  function focusRow(item) {
    const focused = item.querySelector(':scope > details > summary') || item;
    if (focused === item) item.tabIndex = -1;
    focused.focus();
  }

  // The row above or below that is shown; those of an open run come behind its own.
  function neighbour(item, isDown) {
    const inner = item.querySelector(':scope > details[open] > .rows');
    let next = isDown && inner ? inner.firstElementChild
                               : isDown ? item.nextElementSibling : item.previousElementSibling;
    while (next && next.hidden) next = isDown ? next.nextElementSibling : next.previousElementSibling;
    if (next) return next;
    const run = item.parentNode.closest('.run');
    return run && (isDown ? neighbourOutside(run) : run);
  }

  function neighbourOutside(run) {
    let next = run.nextElementSibling;
    while (next && next.hidden) next = next.nextElementSibling;
    return next;
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    const item = isTyping ? null : event.target.closest('.rows > li');
    if (event.key === '/' && !isTyping) {
      input.focus();
      input.select();
    } else if (event.key === 'Escape' && event.target === input) {
      if (!input.value) return input.blur();
      input.value = '';
      apply();
      remember();
    } else if (event.key === 'Escape' && item) {
      const own = item.querySelector(':scope > details[open]');
      if (!own) return;
      own.open = false;
    } else if (item && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const next = neighbour(item, event.key === 'ArrowDown');
      if (!next) return;
      focusRow(next);
    } else {
      return;
    }
    event.preventDefault();
  }

  const regions = new Set();
  for (const name of document.getElementsByClassName('r')) regions.add(name.textContent);
  for (const name of [...regions].sort()) region.add(new Option(name, name));
  for (const control of [input, region, show]) {
    control.addEventListener('input', () => { apply(); remember(); });
  }
  byId('filter').addEventListener('submit', (event) => { event.preventDefault(); focusFirst(); });
  const bar = byId('filter');
  bar.hidden = false;
  // The names of the lanes stay in sight below it.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty('--bar', bar.offsetHeight + 'px');
  }).observe(bar);
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) route();  // No hashchange comes the second time.
  });
  window.addEventListener('hashchange', route);
  window.addEventListener('beforeprint', () => {
    for (const folded of document.querySelectorAll('.scenario > details')) folded.open = true;
  });
  apply();
  route();
})();
