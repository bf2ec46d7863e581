// A small internet for the package's tests: what resolvers and policy hosts answer, in place of `fetch`.

const json = (value) => new Response(JSON.stringify(value), { headers: { "content-type": "application/dns-json" } });

const TYPES = { A: 1, CNAME: 5, MX: 15, TXT: 16, AAAA: 28, TLSA: 52, CAA: 257 };

/**
 * A `fetch` for these zones (`{"name TYPE": ["data", …]}`) and files (`{"url": "text"}`), and what it was asked. A name's
 * `CNAME` is followed; `{ Status, … }` instead of data is the resolver's whole answer, a `Response` is what it sends, an error is
 * thrown. `cloudflare` holds what the second resolver says differently.
 */
export function world(zones, files = {}, cloudflare = {}) {
  const asked = [];
  function answer(hostname, name, type) {
    const of = (key) => (hostname === "cloudflare-dns.com" ? cloudflare[key] : undefined) ?? zones[key];
    const rows = (name, word) => (of(`${name} ${word}`) ?? []).map((data) => ({ name, type: TYPES[word], TTL: 300, data }));
    const whole = of(`${name} ${type}`);
    if (whole instanceof Error) throw whole;
    if (whole instanceof Response) return whole.clone();
    if (whole !== undefined && !Array.isArray(whole)) return { Question: [{ name, type: TYPES[type] }], ...whole };
    const alias = type === "CNAME" ? [] : rows(name, "CNAME");
    const target = alias[0]?.data.replace(/\.$/, "");
    return { Status: 0, Question: [{ name, type: TYPES[type] }], Answer: [...alias, ...rows(target ?? name, type)] };
  }
  async function ask(url, { signal } = {}) {
    asked.push(String(url));
    await new Promise((resolve) => setTimeout(resolve, 1));
    signal?.throwIfAborted();
    const { hostname, searchParams } = new URL(url);
    if (hostname === "dns.google" || hostname === "cloudflare-dns.com" || hostname === "dns.example.net") {
      const [name, type] = [searchParams.get("name").replace(/\.$/, ""), searchParams.get("type")];
      const word = Object.keys(TYPES).find((word) => word === type || String(TYPES[word]) === type) ?? type;
      const said = answer(hostname, name, word);
      return said instanceof Response ? said : json(said);
    }
    if (files[url] instanceof Response) return files[url].clone();
    if (url in files) return new Response(files[url], { headers: { "content-type": "text/plain" } });
    throw new TypeError("fetch failed");
  }
  return { ask, asked };
}

/** A domain in enforce, one of whose MX hosts is forgotten. */
export const PARTLY = world(
  {
    "_mta-sts.example.com TXT": ["v=STSv1; id=1;"],
    "_smtp._tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:tls@example.com"],
    "example.com MX": ["10 mx1.example.com.", "20 backup.example.net."],
    "mx1.example.com A": ["192.0.2.25"],
    "backup.example.net A": ["192.0.2.26"],
    "mta-sts.example.com A": ["192.0.2.80"],
  },
  {
    "https://mta-sts.example.com/.well-known/mta-sts.txt":
      "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n",
  },
);
