// How heavy the first load is: node budget.mjs FOLDER
//
// Takes index.html of a built page and all that it names or imports, compresses each file as a static host would
// (Brotli 11), prints the weights and fails above the limit. A KB is 1000 bytes.
//
// The goal is 160 KB. It is not reached yet: until then the limit is what the page weighed last, to be lowered with
// every cut, so that the weight only falls.
import { readFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const GOAL = 160_000;
const LIMIT = 260_000;
const COUNTED = [".html", ".js", ".wasm", ".css"];
const folder = process.argv[2];

/** Addresses that the page names in tags that load something, without those of other hosts and inline data. */
function named(html) {
  const tags = html.match(/<(?:script|link|img|object|embed)\b[^>]*>/g) ?? [];
  return tags
    .flatMap((tag) => [...tag.matchAll(/\s(?:src|href|data-js|data-wasm)="([^"]+)"/g)])
    .map(([, address]) => address.split(/[?#]/)[0])
    .filter((address) => address && !/^(?:[a-z]+:|\/\/)/.test(address));
}

/** What a script imports when it starts, and a style sheet when it is read. */
function imported(file, text) {
  const pattern = { ".js": /\bimport\b[^;("'`]*["']([^"']+)["']/g, ".css": /(?:@import\s+|url\()["']?([^"')]+)/g };
  return [...text.matchAll(pattern[extname(file)] ?? /$^/g)]
    .map(([, address]) => address)
    .filter((address) => !/^[a-z]+:/.test(address) && !address.startsWith("#"))
    .map((address) => join(dirname(file), address));
}

const files = [];
const queue = [join(folder, "index.html")];
while (queue.length > 0) {
  const file = queue.shift();
  if (files.some((known) => known.file === file)) continue;
  const bytes = readFileSync(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  files.push({ file, raw: bytes.length, brotli: brotliCompressSync(bytes, quality).length });
  if (file.endsWith(".html")) queue.push(...named(bytes.toString()).map((address) => join(folder, address)));
  else queue.push(...imported(file, bytes.toString()));
}

const number = (bytes) => bytes.toLocaleString("en").padStart(9);
let total = 0;
console.log("      raw    brotli");
for (const { file, raw, brotli } of files) {
  const counts = COUNTED.includes(extname(file));
  if (counts) total += brotli;
  console.log(`${number(raw)} ${number(brotli)}  ${relative(folder, file)}${counts ? "" : " (not counted)"}`);
}
console.log(`          ${number(total)}  in all, of ${LIMIT.toLocaleString("en")} at most; the goal is ${GOAL.toLocaleString("en")}`);
for (const kind of COUNTED) {
  if (!files.some(({ file }) => file.endsWith(kind))) {
    console.error(`lens: the page names no ${kind} file: the weights above can't be the whole.`);
    process.exit(1);
  }
}
if (total > LIMIT) {
  console.error(`lens: the first load weighs ${total - LIMIT} bytes too much.`);
  process.exit(1);
}
