// In the window of a log-in: tell the page that opened it how it went, and close. Only pages of this site can hear it.
(() => {
  const said = JSON.parse(document.currentScript.dataset.said);
  const message = { kind: "tympan-sign-in", ...said };
  window.name = "";
  // The network's own pages may have cut the tie to the opener; the channel reaches it all the same.
  const channel = new BroadcastChannel("tympan-sign-in");
  channel.postMessage(message);
  if (window.opener) window.opener.postMessage(message, location.origin);
  setTimeout(() => { channel.close(); window.close(); }, 100);
})();
