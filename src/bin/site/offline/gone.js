// A build for working on the page keeps nothing: what a release kept under this address goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const own = async () => {
    for (const name of await caches.keys()) if (name.startsWith(`mta-sts-lens ${registration.scope} `)) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(own());
});
