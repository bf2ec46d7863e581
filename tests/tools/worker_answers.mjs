// Runs a Cloudflare Worker in workerd: node worker_answers.mjs NODE_MODULES FILE URL ... Prints
// [{status, headers, text}, ...]. Redirects are not followed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, file, ...urls] = process.argv.slice(2);
const { Miniflare } = createRequire(`${modules}/`)("miniflare");
const worker = new Miniflare({ modules: true, script: readFileSync(file, "utf8"), compatibilityDate: "2025-01-01" });
const answers = [];
for (const url of urls) {
  const answer = await worker.dispatchFetch(url, { redirect: "manual" });
  answers.push({ status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() });
}
console.log(JSON.stringify(answers));
await worker.dispose();
