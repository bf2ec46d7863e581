// Serves a folder on this machine alone, as any static host would: node serve.mjs FOLDER PORT
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const [folder, port] = [resolve(process.argv[2]), Number(process.argv[3])];

/** The file that a request asks for; undefined for what lies outside the folder. */
function fileFor(url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(`${folder}/`) ? file : undefined;
}

const server = createServer(async (request, response) => {
  try {
    const file = fileFor(request.url);
    const body = await readFile(file);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    // The page is built anew under the same name; what it names has a hash in its name, or is small.
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" });
    response.end(request.method === "HEAD" ? undefined : body);
  } catch {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
    response.end("Not found\n");
  }
});

server.on("error", (error) => {
  const why = {
    EADDRINUSE: `port ${port} is taken: choose another, ./lens serve ${port + 1}`,
    EACCES: `port ${port} may not be used by you: choose one above 1023`,
  };
  console.error(`lens: ${why[error.code] ?? error.message}.`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => console.log(`MTA-STS Lens: http://127.0.0.1:${port}/ (Ctrl+C ends it)`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
