// The same for Node, which fetches no files, and follows no rules of CORS.

import { readFile } from "node:fs/promises";
import { readBy } from "./core.js";

readBy((url) => (url.protocol === "file:" ? readFile(url) : fetch(url)), { policies: true });

export * from "./index.js";
