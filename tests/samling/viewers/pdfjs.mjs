// What pdf.js makes of a PDF: node pdfjs.mjs FOLDER-OF-PDFJS FILE PAGE
import { readFileSync } from "node:fs";
const [, , folder, file, shown] = process.argv;
const { getDocument } = await import(`${folder}/legacy/build/pdf.mjs`);
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;

async function target(dest) {
  const place = typeof dest === "string" ? await pdf.getDestination(dest) : dest;
  return place ? await pdf.getPageIndex(place[0]) : -1;
}

const bookmarks = [];
async function read(items) {
  for (const item of items ?? []) {
    bookmarks.push([item.title, await target(item.dest)]);
    await read(item.items);
  }
}
await read(await pdf.getOutline());

const links = [];
for (let number = 0; number < pdf.numPages; number++) {
  const page = await pdf.getPage(number + 1);
  for (const one of await page.getAnnotations()) {
    if (one.subtype === "Link" && one.dest) links.push([number, await target(one.dest)]);
  }
}

const page = await pdf.getPage(Number(shown) + 1);
const text = (await page.getTextContent()).items.map((item) => item.str).join(" ");
console.log(JSON.stringify({ pages: pdf.numPages, bookmarks, links, text }));
