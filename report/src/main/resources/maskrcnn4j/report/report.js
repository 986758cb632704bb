'use strict';
// Sort a table by the column whose heading is pressed; pressed again, the other way round.
for (const button of document.querySelectorAll('.sortable th button')) {
  button.addEventListener('click', () => {
    const head = button.parentElement;
    const column = head.cellIndex;
    const numeric = head.classList.contains('number');
    const falling = numeric ? head.getAttribute('aria-sort') !== 'descending' : head.getAttribute('aria-sort') === 'ascending';
    const body = head.closest('table').tBodies[0];
    const key = row => row.cells[column]?.dataset.key ?? '';
    const value = row => { const number = parseFloat(key(row)); return Number.isNaN(number) ? -Infinity : number; };
    const order = numeric ? (a, b) => value(a) - value(b) : (a, b) => key(a).localeCompare(key(b));
    const rows = [...body.rows].sort((a, b) => (falling ? order(b, a) : order(a, b)));
    body.append(...rows);
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
  });
}
// Show only the pictures whose caption holds the text.
for (const input of document.querySelectorAll('.filter input')) {
  const gallery = input.closest('.gallery');
  const items = [...gallery.querySelectorAll('li')];
  const count = gallery.querySelector('output');
  const show = () => {
    const text = input.value.toLowerCase();
    let shown = 0;
    for (const item of items) {
      item.hidden = !item.textContent.toLowerCase().includes(text);
      if (!item.hidden) shown++;
    }
    count.textContent = `${shown} of ${items.length}`;
  };
  input.addEventListener('input', show);
  show();
}
// Open a picture in full size; arrow keys go to its neighbours, Escape goes back.
let dialog = null;
let list = [];
let place = 0;
function turn(step) {
  place = (place + step + list.length) % list.length;
  const image = list[place].querySelector('img');
  dialog.querySelector('img').src = image.src;
  dialog.querySelector('img').alt = image.alt;
  const caption = list[place].parentElement.querySelector('figcaption');
  dialog.querySelector('p').textContent = caption ? caption.textContent : image.alt;
}
for (const button of document.querySelectorAll('.zoom')) {
  button.addEventListener('click', () => {
    if (!dialog) {
      dialog = document.createElement('dialog');
      dialog.setAttribute('aria-label', 'Picture in full size');
      dialog.innerHTML = '<form method="dialog"><p></p><button autofocus>Close</button></form><img>';
      dialog.addEventListener('keydown', event => {
        if (event.key === 'ArrowRight') turn(1);
        if (event.key === 'ArrowLeft') turn(-1);
      });
      dialog.querySelector('img').addEventListener('click', () => dialog.close());
      document.body.append(dialog);
    }
    list = [...button.closest('.gallery').querySelectorAll('li:not([hidden]) .zoom')];
    place = list.indexOf(button);
    turn(0);
    dialog.showModal();
  });
}
