// SPDX-License-Identifier: Apache-2.0
// Follows dependencies from the chosen asset or box, both ways, and marks what it finds.
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const svg = document.querySelector('svg');
  const said = document.getElementById('said');
  const find = document.getElementById('find');
  const layer = svg.querySelector('.direct');
  const marks = svg.appendChild(element('g', {}));
  const hint = said.textContent;
  const dots = new Map([...svg.querySelectorAll('.asset')].map(g => [Number(g.dataset.asset), g]));
  const boxes = [...svg.querySelectorAll('.box')];
  const flows = [...svg.querySelectorAll('.flow')];
  const of = (size, pairs) => {
    const up = Array.from({length: size}, () => []), down = Array.from({length: size}, () => []);
    for (const [from, to] of pairs) { down[from].push(to); up[to].push(from); }
    return {up, down};
  };
  const assets = of(data.assets.length, data.dependencies);
  const kinds = of(data.boxes.length, data.flows);
  let pinned = false;

  function element(name, attributes) {
    const e = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const key in attributes) e.setAttribute(key, attributes[key]);
    return e;
  }

  function reached(lists, start) {
    const seen = new Set([start]);
    for (const at of seen) for (const next of lists[at]) seen.add(next);
    seen.delete(start);
    return seen;
  }

  function clear() {
    pinned = false;
    svg.classList.remove('lit');
    for (const e of svg.querySelectorAll('.on')) e.classList.remove('on');
    layer.replaceChildren();
    marks.replaceChildren();
    said.textContent = hint;
  }

  function mark(asset, role) {
    const g = dots.get(asset);
    if (!g) return;
    g.classList.add('on');
    const x = Number(g.dataset.x), y = Number(g.dataset.y);
    const shape = role === 'up' ? `M${x - 7} ${y - 7}h14v14h-14z`
      : role === 'down' ? `M${x} ${y - 8}l8 14h-16z`
      : `M${x - 9} ${y}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0`;
    marks.append(element('path', {class: `mark ${role}`, d: shape}));
  }

  function arc(from, to, role) {
    const a = dots.get(from), b = dots.get(to);
    if (!a || !b) return;
    const [x, y, u, v] = [a.dataset.x, a.dataset.y, b.dataset.x, b.dataset.y].map(Number);
    const bend = Math.max(20, Math.abs(u - x) / 2);
    layer.append(element('path', {class: `arc ${role}`, d: `M${x} ${y}C${x + bend} ${y} ${u - bend} ${v} ${u} ${v}`}));
  }

  const people = set => [...set].reduce((sum, i) => sum + data.assets[i][3], 0).toLocaleString('en');

  function chooseAsset(asset) {
    clear();
    svg.classList.add('lit');
    const up = reached(assets.up, asset), down = reached(assets.down, asset);
    const on = new Set([asset, ...up, ...down].map(i => data.assets[i][4]));
    on.forEach(i => boxes[i] && boxes[i].classList.add('on'));
    assets.up[asset].forEach(i => arc(i, asset, 'up'));
    assets.down[asset].forEach(i => arc(asset, i, 'down'));
    up.forEach(i => down.has(i) || mark(i, 'up'));
    down.forEach(i => mark(i, 'down'));
    mark(asset, 'chosen');
    const [id, name, sector] = data.assets[asset];
    said.textContent = `${name} (${id}, ${sector}) needs ${up.size} assets, ${assets.up[asset].length} directly; `
      + `${down.size} need it, ${assets.down[asset].length} directly, with ${people(down)} people.`;
  }

  function chooseBox(box) {
    clear();
    svg.classList.add('lit');
    const up = reached(kinds.up, box), down = reached(kinds.down, box);
    const on = new Set([box, ...kinds.up[box], ...kinds.down[box]]);
    on.forEach(i => {
      boxes[i].classList.add('on');
      boxes[i].querySelectorAll('.asset').forEach(g => g.classList.add('on'));
    });
    flows.forEach(f => (Number(f.dataset.from) === box || Number(f.dataset.to) === box) && f.classList.add('on'));
    said.textContent = `${data.boxes[box]} needs ${kinds.up[box].length} kinds directly, ${up.size} in all; `
      + `${kinds.down[box].length} kinds need it directly, ${down.size} in all.`;
  }

  function at(event) {
    const asset = event.target.closest && event.target.closest('.asset');
    if (asset && data.assets.length) return () => chooseAsset(Number(asset.dataset.asset));
    const box = event.target.closest && event.target.closest('.box');
    return box ? () => chooseBox(Number(box.dataset.box)) : null;
  }

  svg.addEventListener('pointerover', event => {
    if (pinned || event.pointerType !== 'mouse') return;
    const choose = at(event);
    if (choose) choose(); else clear();
  });
  svg.addEventListener('click', event => {
    const choose = at(event);
    clear();
    if (choose) { choose(); pinned = true; }
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') { find.value = ''; clear(); } });
  document.getElementById('names').append(...data.assets.map(([id, name]) => {
    const option = document.createElement('option');
    option.value = id;
    option.label = name;
    return option;
  }));
  function search() {
    const word = find.value.trim().toLowerCase();
    if (!word) return;
    let found = data.assets.findIndex(a => a[0].toLowerCase() === word);
    if (found < 0 && word.length > 2) found = data.assets.findIndex(a => (a[0] + ' ' + a[1]).toLowerCase().includes(word));
    if (found >= 0) {
      chooseAsset(found);
      pinned = true;
      const dot = dots.get(found);
      if (dot) dot.scrollIntoView({block: 'center', inline: 'center'});
    }
  }
  find.addEventListener('input', search);
  if (location.hash.length > 1) { find.value = decodeURIComponent(location.hash.slice(1)); search(); }
})();
