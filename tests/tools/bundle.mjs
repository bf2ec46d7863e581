// Bundles a page's script: node bundle.mjs TOOL FOLDER MODULES
//
// FOLDER holds main.js and node_modules with the package; what comes out lies in FOLDER/TOOL, with main.js for its
// beginning. MODULES is a folder with the tools. Each does what its users mostly have it do, nothing for this package alone.
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [tool, folder, modules] = process.argv.slice(2);
const at = createRequire(resolve(modules, "x.js"));
const [entry, out] = [resolve(folder, "main.js"), resolve(folder, tool)];
const pkg = resolve(folder, "node_modules/mta-sts-lens");

/** Finds the package as a bundler for browsers does, for Rollup, whose core finds none. */
const found = { name: "found", resolveId: (name) => (name === "mta-sts-lens" ? join(pkg, "index.js") : null) };

const TOOLS = {
  async webpack() {
    const webpack = at("webpack");
    const options = { mode: "production", context: resolve(folder), entry, output: { path: out, filename: "main.js", publicPath: "auto" }, performance: { hints: false } };
    const stats = await new Promise((done, failed) => webpack(options, (error, stats) => (error ? failed(error) : done(stats))));
    const said = stats.toJson({ all: false, errors: true, warnings: true });
    for (const { message } of [...said.errors, ...said.warnings]) throw new Error(message);
  },
  async rollup() {
    const { rollup } = at("rollup");
    const { importMetaAssets } = at("@web/rollup-plugin-import-meta-assets");
    const onwarn = ({ message }) => {
      throw new Error(message);
    };
    const bundle = await rollup({ input: entry, plugins: [found, importMetaAssets()], onwarn });
    await bundle.write({ dir: out, format: "es" });
  },
  /** It doesn't follow such addresses: the package's README says what is to be copied. */
  async esbuild() {
    await at("esbuild").build({ entryPoints: [entry], bundle: true, splitting: true, format: "esm", outdir: out, minify: true });
    for (const name of readdirSync(pkg)) {
      if (/\.wasm$|^probe\.html$/.test(name)) cpSync(join(pkg, name), join(out, name));
    }
  },
};

mkdirSync(out, { recursive: true });
await TOOLS[tool]();
