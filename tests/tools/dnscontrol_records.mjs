// Runs a dnsconfig.js of DNSControl: node dnscontrol_records.mjs FILE. Prints [[name, type, ttl, value], ...].
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

const found = [];
const record = (type) => (name, value, ...modifiers) => {
  const ttl = modifiers.find((modifier) => "ttl" in modifier)?.ttl;
  return { name, type, ttl, value };
};
const language = {
  TTL: (ttl) => ({ ttl }),
  D_EXTEND: (domain, ...records) => records.forEach(({ name, type, ttl, value }) => found.push([`${name}.${domain}`, type, ttl, value])),
};
for (const type of ["A", "AAAA", "CNAME", "TXT"]) language[type] = record(type);
runInNewContext(readFileSync(process.argv[2], "utf8"), language);
console.log(JSON.stringify(found));
