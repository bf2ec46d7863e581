// What the other scripts of the package use of one another: one file in the package, so that all of it comes at once.

export * from "./functions.js";
export { abortable, list, size } from "./given.js";
export { LensError, data, program, readBy } from "./load.js";
export { probe } from "./probes.js";
