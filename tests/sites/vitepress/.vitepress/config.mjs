export default {
  title: "Docs",
  base: "/vitepress/",
  head: [
    ["script", { type: "module", src: "https://lens.test/embed/mta-sts-lens.js" }],
    ["script", { type: "module", src: "https://lens.test/embed/frame.js" }],
  ],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "mta-sts-lens" } } },
};
