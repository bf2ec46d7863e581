export default {
  head: [["script", { type: "module", src: "https://lens.test/embed/mta-sts-lens.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "mta-sts-lens" } } },
  title: "Docs",
  base: "/vitepress/",
};
