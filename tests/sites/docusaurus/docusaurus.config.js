export default {
  title: "Docs",
  url: "https://docs.test",
  baseUrl: "/docusaurus/",
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, pages: false }]],
  scripts: [
    { src: "https://lens.test/embed/mta-sts-lens.js", type: "module" },
    { src: "https://lens.test/embed/frame.js", type: "module" },
  ],
};
