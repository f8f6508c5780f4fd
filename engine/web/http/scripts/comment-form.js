// The form below a post: who writes, log-ins in a window of their own, replies where they belong, nothing typed is lost.
// Without this script the same form works by whole pages.
(() => {
  const form = document.getElementById("commentform");
  const respond = document.getElementById("respond");
  if (!form || !respond) return;

  const within = (selector) => form.querySelector(selector);
  const text = within("#comment");
  const body = within("#comment-form-body");
  const guest = within("#comment-form-guest");
  const nascar = within("#comment-form-nascar");
  const account = within("#comment-form-account");
  const waiting = within("#comment-form-load-service");
  const postAs = within('[name="hc_post_as"]');
  const reason = respond.querySelector(".comment-form-reason");
  const status = respond.querySelector(".comment-form-status");
  const { post, state, session, signOut, mustLogIn } = form.dataset;
  const key = `tympan-draft-${post}`;

  const submit = within("#submit");
  const show = (part, shown) => {
    if (!part) return;
    part.hidden = !shown;
    if ("disabled" in part) part.disabled = !shown;
  };
  const complain = (words) => {
    if (!reason) return;
    reason.textContent = words;
    reason.hidden = !words;
    if (words) reason.scrollIntoView({ block: "nearest" });
  };
  const announce = (words) => { if (status) status.textContent = words; };

  // Drafts: one for each tab and post.

  const remember = () => {
    try { sessionStorage.setItem(key, JSON.stringify({ text: text.value, parent: form.comment_parent.value })); } catch {}
  };
  let restored = false;
  const forget = () => { try { sessionStorage.removeItem(key); } catch {} };
  const restore = () => {
    let kept;
    try { kept = JSON.parse(sessionStorage.getItem(key)); } catch {}
    if (!kept || !kept.text || text.value) return;
    text.value = kept.text;
    restored = true; // it was not typed just now, so it may be sent at once
    const answered = Number(kept.parent) && document.querySelector(`.comment-reply-link[data-commentid="${Number(kept.parent)}"]`);
    if (answered) moveTo(answered);
    open();
  };
  if (text) text.addEventListener("input", remember);

  // Quiet until somebody begins to write.

  const open = () => respond.classList.remove("is-quiet");
  if (text && !text.value && !form.dataset.private && reason.hidden) respond.classList.add("is-quiet");
  respond.addEventListener("focusin", () => { open(); ask(); });

  // Who writes. The page knows nothing about it; this one question does.

  let asked;
  let known = {};
  const ask = (anew = false) => {
    if (!asked || anew) asked = fetch(state, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then((answer) => answer.json()).then(apply).catch(() => {});
    return asked;
  };
  const fill = (name, value) => {
    const field = form.elements[name];
    if (field && value && !field.value) field.value = value;
  };
  const apply = (answer) => {
    known = answer;
    if (form.dataset.user) return;
    const reader = answer.reader;
    if (reader && account) {
      account.querySelector(".comment-form-avatar").innerHTML = reader.avatar;
      account.querySelector(".comment-form-name").textContent = reader.name;
      account.querySelector(".comment-form-service-name").textContent = reader.label;
    }
    postAs.value = reader ? reader.slug : "guest";
    show(account, Boolean(reader));
    show(nascar, !reader);
    show(guest, !reader && !mustLogIn);
    show(body, Boolean(reader) || !mustLogIn);
    show(waiting, false);
    if (!reader && answer.guest) {
      fill("author", answer.guest.name);
      fill("email", answer.guest.email);
      fill("url", answer.guest.url);
      const consent = form.elements["wp-comment-cookies-consent"];
      if (consent && answer.guest.email) consent.checked = true;
    }
    if (answer.stamp && !restored) form.elements.tympan_stamp.value ||= answer.stamp;
    for (const id of answer.editable || []) offerChange(id);
    return answer;
  };

  // Logging in, in a window of its own.

  const channel = "BroadcastChannel" in window ? new BroadcastChannel("tympan-sign-in") : null;
  let attempt = null;
  const random = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const leave = (event) => {
    const button = event.target.closest("button[data-network]");
    if (!button) return;
    const challenge = random();
    const address = new URL(button.formAction);
    address.searchParams.set("popup", "1");
    address.searchParams.set("challenge", challenge);
    if (account && !account.hidden) address.searchParams.set("again", "1");
    const opened = window.open(address, "tympan-sign-in", "popup,width=600,height=720");
    if (!opened) return; // no windows here: the whole page goes instead, and takes the text along
    event.preventDefault();
    remember();
    end();
    attempt = { challenge, opened, label: button.dataset.network, timer: setInterval(watch, 400) };
    attempt.until = Date.now() + 10 * 60 * 1000;
    complain("");
    waiting.querySelector(".comment-form-service-name").textContent = attempt.label;
    show(nascar, false);
    show(guest, false);
    show(account, false);
    show(waiting, true);
    submit.disabled = true;
    waiting.querySelector("button").focus();
  };
  const end = () => {
    if (attempt) clearInterval(attempt.timer);
    show(waiting, false);
    submit.disabled = false;
  };
  const back = (words) => {
    end();
    apply(known);
    complain(words);
    nascar?.querySelector("button")?.focus();
  };
  const watch = () => {
    if (Date.now() > attempt.until) {
      attempt.opened.close();
      back(form.dataset.late);
    } else if (attempt.opened.closed) {
      // Some networks cut the tie to their window, which then only seems to be closed: an answer still counts.
      back(form.dataset.closed.replace("%s", attempt.label));
    }
  };
  const hear = async (message) => {
    if (!attempt || message?.kind !== "tympan-sign-in" || message.challenge !== attempt.challenge) return;
    const { challenge, label } = attempt;
    end();
    attempt = null;
    if (!message.code) return back(message.reason || form.dataset.failed);
    const answer = await fetch(session, {
      method: "POST", credentials: "same-origin", body: new URLSearchParams({ code: message.code, challenge }),
    });
    if (!answer.ok) return back((await answer.json().catch(() => ({}))).message || form.dataset.failed);
    complain("");
    const told = await ask(true);
    channel?.postMessage({ kind: "tympan-changed" });
    if (told?.user) return location.reload();
    if (!told?.reader) return back(form.dataset.cookies);
    announce(form.dataset.known.replace("%s", label));
    open();
    text.focus();
  };
  window.addEventListener("message", (event) => { if (event.origin === location.origin) hear(event.data); });
  channel?.addEventListener("message", (event) => {
    if (event.data?.kind === "tympan-changed") ask(true);
    else hear(event.data);
  });
  nascar?.addEventListener("click", leave);
  waiting?.querySelector("button").addEventListener("click", () => {
    attempt?.opened.close();
    attempt = attempt && { ...attempt, challenge: "" };
    back("");
  });

  account?.addEventListener("click", async (event) => {
    const pressed = event.target.closest(".comment-form-log-out, .comment-form-change");
    if (!pressed) return;
    event.preventDefault();
    if (pressed.matches(".comment-form-change")) {
      show(nascar, nascar.hidden);
      if (!nascar.hidden) nascar.querySelector("button")?.focus();
      return;
    }
    await fetch(signOut, {
      method: "POST", credentials: "same-origin", headers: { Accept: "application/json" }, body: new URLSearchParams(),
    });
    await ask(true);
    channel?.postMessage({ kind: "tympan-changed" });
    announce(form.dataset.out);
  });

  // An address that may be somebody's is explained while it is typed, to everybody alike.

  const email = form.elements.email;
  const hint = within("#comment-form-address");
  email?.addEventListener("input", () => { hint.hidden = !/^\S+@\S+\.\S+$/.test(email.value); });

  // Sending: what is wrong is said here, beside the text.

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (form.classList.contains("is-busy")) return;
    form.classList.add("is-busy");
    complain("");
    try {
      await ask();
      const answer = await fetch(form.action, {
        method: "POST", credentials: "same-origin", headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      const said = await answer.json();
      if (!answer.ok) {
        complain(said.message);
        if (said.code === "reader_unknown") await ask(true);
        return;
      }
      forget();
      const here = location.href.split("#")[0];
      location.href = said.location;
      if (said.location.split("#")[0] === here) location.reload();
    } catch {
      complain(form.dataset.unsent);
    } finally {
      form.classList.remove("is-busy");
    }
  });

  // Replies: the form moves below what it answers.

  const title = document.getElementById("reply-title");
  const words = title.querySelector(".comment-reply-words");
  const cancel = document.getElementById("cancel-comment-reply-link");
  const usual = { words: words.textContent, parent: form.comment_parent.value };
  const place = document.createElement("div");
  respond.before(place);

  const moveTo = (link) => {
    const comment = document.getElementById(`comment-${link.dataset.commentid}`);
    if (!comment) return false;
    comment.insertBefore(respond, comment.querySelector(":scope > ol"));
    form.comment_parent.value = link.dataset.commentid;
    words.textContent = link.dataset.replyto || link.getAttribute("aria-label");
    cancel.hidden = false;
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".comment-reply-link");
    if (!link || event.metaKey || event.ctrlKey || !moveTo(link)) return;
    event.preventDefault();
    remember();
    open();
    text?.focus();
  });
  cancel.addEventListener("click", (event) => {
    if (respond.previousElementSibling === place) return;
    event.preventDefault();
    const link = document.querySelector(`.comment-reply-link[data-commentid="${form.comment_parent.value}"]`);
    place.after(respond);
    form.comment_parent.value = usual.parent;
    words.textContent = usual.words;
    cancel.hidden = usual.parent === "0";
    remember();
    link?.focus();
  });

  // One's own comment may be changed for a while.

  const offerChange = (id) => {
    const content = document.querySelector(`#comment-${Number(id)} :is(.comment-content, .wp-block-comment-content)`);
    if (!content || content.parentElement.querySelector(".comment-edit-own")) return;
    const line = document.createElement("p");
    const link = document.createElement("a");
    line.className = "comment-edit-own";
    link.href = form.dataset.edit.replace("%s", Number(id));
    link.textContent = form.dataset.editWords;
    line.append(link);
    content.after(line);
  };

  if (text) restore();
  if (new URL(location.href).hash.startsWith("#comment-") || form.dataset.private) ask();
  else new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    ask();
  }, { rootMargin: "400px" }).observe(respond);
})();
