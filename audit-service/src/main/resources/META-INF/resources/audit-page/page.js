import { check, verdict } from './receipt.js';

const id = name => document.getElementById(name);
const search = id('search'), says = id('search-says'), table = id('records'), more = id('more');
let next = null;

function query() {
  const parameters = new URLSearchParams();
  for (const name of ['entry', 'unit', 'grant', 'type']) {
    const value = search.elements[name].value.trim();
    if (value) parameters.set(name, value);
  }
  for (const name of ['from', 'to']) {
    const value = search.elements[name].value;
    if (value) parameters.set(name, new Date(value).toISOString());
  }
  return parameters;
}

async function get(path) {
  const response = await fetch(path, {
    headers: { Authorization: 'Bearer ' + search.elements.token.value.trim(), 'Accept-Language': document.documentElement.lang }
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    const broken = (body.errors ?? []).map(e => (e.parameter ?? e.pointer ?? e.header) + ': ' + e.message);
    throw new Error([says.dataset.failed, response.status, body.code ?? '', body.detail ?? '', ...broken].join(' '));
  }
  return body;
}

function cell(row, text) {
  const td = row.insertCell();
  td.textContent = text ?? '';
  return td;
}

async function load(cursor) {
  const parameters = query();
  if (cursor) parameters.set('cursor', cursor);
  const page = await get('/api/v1/records?' + parameters);
  const body = table.tBodies[0];
  if (!cursor) body.replaceChildren();
  for (const record of page.items) {
    const row = body.insertRow();
    cell(row, record.leafIndex);
    cell(row, new Date(record.time).toLocaleString(document.documentElement.lang));
    cell(row, record.type.replace(/^org\.publicdatamesh\./, ''));
    cell(row, record.unit);
    cell(row, record.subject);
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    const data = document.createElement('pre');
    summary.textContent = record.eventId;
    data.textContent = JSON.stringify(record.data, null, 2);
    details.append(summary, data);
    cell(row, '').append(details);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = table.dataset.receipt;
    button.addEventListener('click', () => guarded(() => receiptOf(record.eventId)));
    cell(row, '').append(button);
  }
  next = page.next ?? null;
  more.hidden = next === null;
  table.hidden = body.rows.length === 0;
  says.textContent = body.rows.length === 0 ? says.dataset.nothing : body.rows.length + ' ' + says.dataset.found;
}

async function receiptOf(eventId) {
  const receipt = await get('/api/v1/receipts/' + encodeURIComponent(eventId));
  id('check').elements.receipt.value = JSON.stringify(receipt, null, 2);
  await checkReceipt();
  id('check').scrollIntoView();
}

async function text(path) {
  const response = await fetch(path, { cache: 'no-store' });
  return response.ok ? response.text() : '';
}

async function tile(address) {
  const response = await fetch('/log/' + address);
  if (!response.ok) throw new Error(address);
  return new Uint8Array(await response.arrayBuffer());
}

async function checkReceipt() {
  const says = id('check-says'), list = id('checks');
  list.replaceChildren();
  says.textContent = '';
  let receipt;
  try {
    receipt = JSON.parse(id('check').elements.receipt.value);
  } catch {
    receipt = null;
  }
  const keys = (await text('/log/keys')).split('\n').filter(line => line);
  const checks = await check(receipt ?? {}, keys, await text('/log/checkpoint'), tile);
  for (const [name, result] of Object.entries(checks)) {
    const item = document.createElement('li');
    item.className = result === null ? 'open' : result ? 'good' : 'bad';
    item.dataset.check = name;
    item.textContent = list.dataset[name] + (result === null ? ' – ' + says.dataset.unchecked : '');
    list.append(item);
  }
  const all = verdict(checks);
  says.textContent = all === null ? says.dataset.undecided : all ? says.dataset.valid : says.dataset.invalid;
}

async function guarded(work) {
  try {
    await work();
  } catch (failure) {
    says.textContent = failure.message;
  }
}

search.addEventListener('submit', event => { event.preventDefault(); guarded(() => load(null)); });
more.addEventListener('click', () => guarded(() => load(next)));
id('check').addEventListener('submit', event => { event.preventDefault(); guarded(checkReceipt); });
