// The same for Node, which fetches no files.

import { readFile } from "node:fs/promises";
import { readBy } from "./load.js";

readBy((url) => (url.protocol === "file:" ? readFile(url) : fetch(url)));

export * from "./index.js";
