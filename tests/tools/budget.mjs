// How heavy the first load is: node budget.mjs FOLDER
//
// Takes index.html of a built page and all that it names or imports, compresses each file as a static host would
// (Brotli 11), prints the weights and fails above the limit. Then the parts of the program that the page fetches when
// somebody is about to ask something, or goes to the workbench, with limits of their own. A KB is 1000 bytes.
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const LIMIT = 160_000;
/** What the later parts weighed last, and a little: raised only for what a part learned to do, lowered with every cut. */
const LATER = [
  ["desk", "when a key is pressed", 204_700],
  ["bench", "at the workbench, with what other sites embed", 375_900],
  ["reports", "where reports are read", 263_800],
];
/** The worker that reads reports: its script, and the program that the script names. */
const WORKER = ["reader", "when the first report is given", 106_700];
const COUNTED = [".html", ".js", ".wasm", ".css"];
/**
 * What the package for JavaScript loads, when, and the limit: what was reached, and a little. 90 KB are set for the element
 * with what a check needs, and 60 for the core: what checks, judges, matches and tells, with the scripts that every call loads.
 * What unusual texts and few checks want comes when they do, what is said of rules comes beside.
 */
const SCRIPTS = ["index.js", "core.js"];
const PACKAGE = [
  ["what every call loads", SCRIPTS, 4_000],
  ["the core: to check domains, to judge, match and tell, where nothing unusual comes up", [...SCRIPTS, "brief.js", "brief.wasm"], 60_000],
  ["to judge, match and tell usual texts alone", [...SCRIPTS, "usual.js", "usual.wasm"], 57_800],
  ["to judge others", ["texts.js", "texts.wasm"], 62_200],
  ["to check others, besides", ["check.js", "check.wasm"], 145_500],
  ["to generate", ["make.js", "make.wasm"], 140_400],
  ["to read reports", ["read-reports.js", "reports.js", "reports.wasm"], 66_900],
  ["to plan", ["steps.js", "steps.wasm"], 92_700],
  ["to tell what a text is", ["tell.js", "tell.wasm"], 201_300],
  ["the element with what a check needs", ["element.js", "element-settings.js", "element-view.js", "core.js", "brief.js", "brief.wasm"], 65_700],
  // It is to be 2 KB at most as it lies there, for hosts that compress nothing.
  ["what a page that holds a frame loads", ["frame.js"], 800, 2_000],
  ["words of what is found in texts", ["words-texts.js"], 6_800],
  ["words of what a check finds besides", ["words-check.js"], 5_800],
  ["words of all else", ["words-more.js"], 4_600],
  ["rules", ["rules.js"], 43_000],
  ["templates", ["templates.js"], 10_000],
];
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

function weight(file) {
  const bytes = readFileSync(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return { file, text: bytes.toString(), raw: bytes.length, brotli: brotliCompressSync(bytes, quality).length };
}

const number = (bytes) => bytes.toLocaleString("en").padStart(9);
const line = ({ file, raw, brotli }, note = "") =>
  console.log(`${number(raw)} ${number(brotli)}  ${relative(folder, file)}${note}`);

/** Weighs the package; says whether all is within the limits. */
function pack() {
  let good = true;
  for (const [what, names, limit, most = Infinity] of PACKAGE) {
    let sum = 0;
    let whole = 0;
    for (const name of names) {
      const weighed = weight(join(folder, name));
      line(weighed);
      sum += weighed.brotli;
      whole += weighed.raw;
    }
    console.log(`          ${number(sum)}  ${what}, of ${limit.toLocaleString("en")} at most`);
    if (most < Infinity) console.log(`${number(whole)}            ${what}, raw, of ${most.toLocaleString("en")} at most`);
    if (sum > limit || whole > most) {
      console.error(`lens: ${what}: ${sum > limit ? sum - limit : whole - most} bytes too much.`);
      good = false;
    }
  }
  return good;
}

if (existsSync(join(folder, "package.json"))) process.exit(pack() ? 0 : 1);

const files = [];
const queue = [join(folder, "index.html")];
while (queue.length > 0) {
  const file = queue.shift();
  if (files.some((known) => known.file === file)) continue;
  const weighed = weight(file);
  files.push(weighed);
  if (file.endsWith(".html")) queue.push(...named(weighed.text).map((address) => join(folder, address)));
  else queue.push(...imported(file, weighed.text));
}

let total = 0;
console.log("      raw    brotli");
for (const weighed of files) {
  const counts = COUNTED.includes(extname(weighed.file));
  if (counts) total += weighed.brotli;
  line(weighed, counts ? "" : " (not counted)");
}
console.log(`          ${number(total)}  first load, of ${LIMIT.toLocaleString("en")} at most`);
const totals = [["the first load", total, LIMIT]];
const weighed = new Map();
for (const [part, when, limit] of LATER) {
  const names = new RegExp(`\\sdata-${part}="([^"]+)"`).exec(files[0].text)?.[1];
  if (!names) {
    console.error(`lens: the page names no part of its program for the ${part}.`);
    process.exit(1);
  }
  let sum = 0;
  for (const name of names.split(" ")) {
    if (!weighed.has(name)) {
      weighed.set(name, weight(join(folder, name)));
      line(weighed.get(name));
    }
    sum += weighed.get(name).brotli;
  }
  console.log(`          ${number(sum)}  ${part} (${when}), of ${limit.toLocaleString("en")} at most`);
  totals.push([`the ${part}`, sum, limit]);
}
{
  const [part, when, limit] = WORKER;
  const name = new RegExp(`\\sdata-${part}="([^"]+)"`).exec(files[0].text)?.[1];
  if (!name) {
    console.error(`lens: the page names no ${part}.`);
    process.exit(1);
  }
  const script = weight(join(folder, name));
  const program = script.text.match(/[\w-]+_bg\.wasm/)?.[0];
  const pair = [script, weight(join(folder, program))];
  pair.forEach((file) => line(file));
  const sum = pair.reduce((sum, { brotli }) => sum + brotli, 0);
  console.log(`          ${number(sum)}  ${part} (${when}), of ${limit.toLocaleString("en")} at most`);
  totals.push([`the ${part}`, sum, limit]);
}
for (const kind of COUNTED) {
  if (!files.some(({ file }) => file.endsWith(kind))) {
    console.error(`lens: the page names no ${kind} file: the weights above can't be the whole.`);
    process.exit(1);
  }
}
for (const [what, much, limit] of totals) {
  if (much > limit) {
    console.error(`lens: ${what} weighs ${much - limit} bytes too much.`);
    process.exit(1);
  }
}
