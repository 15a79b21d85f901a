// A story's picture over the whole window, and larger still.
{
  const { say, fingers, anchor } = newsprint;
  const MOST = 6;
  const ICONS = { close: "M5 5l14 14M19 5l-14 14", zoom_out: "M5 12h14", zoom_in: "M5 12h14M12 5v14" };
  const made = (tag, className, ...children) => {
    const element = Object.assign(document.createElement(tag), { className });
    element.append(...children);
    return element;
  };
  const button = (key, act) => {
    const element = made("button", "button round");
    Object.assign(element, { type: "button", title: say(key), innerHTML: `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><path d="${ICONS[key]}"/></svg>` });
    element.setAttribute("aria-label", say(key));
    element.addEventListener("click", act);
    return element;
  };

  let scale = 1;
  const picture = made("img", "viewer-picture");
  picture.draggable = false;
  const room = made("div", "viewer-room", picture);
  const words = made("div", "viewer-words");
  const whole = () => Math.min(room.clientWidth / Math.max(1, picture.width0), room.clientHeight / Math.max(1, picture.height0));
  const layOut = () => {
    picture.style.width = `${Math.floor(picture.width0 * whole() * scale)}px`;
    picture.style.height = `${Math.floor(picture.height0 * whole() * scale)}px`;
    smaller.disabled = scale <= 1;
    larger.disabled = scale >= MOST;
    room.classList.toggle("large", scale > 1);
  };
  const zoomTo = (wanted, x, y) => {
    const { left, top, width, height } = room.getBoundingClientRect();
    const hold = anchor(room, picture, x ?? left + width / 2, y ?? top + height / 2);
    scale = Math.min(MOST, Math.max(1, wanted));
    layOut();
    hold();
  };
  const close = button("close", () => dialog.close());
  const smaller = button("zoom_out", () => zoomTo(scale / 1.5));
  const larger = button("zoom_in", () => zoomTo(scale * 1.5));
  const dialog = made("dialog", "viewer", made("div", "panel-bar", close, made("span", "panel-gap"), smaller, larger), room, words);
  dialog.setAttribute("aria-label", say("picture"));
  room.tabIndex = 0;
  room.setAttribute("role", "group");
  room.setAttribute("aria-label", say("picture"));
  document.body.append(dialog);

  room.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomTo(scale * Math.exp(-event.deltaY * 0.0025), event.clientX, event.clientY);
  }, { passive: false });
  room.addEventListener("dblclick", (event) => zoomTo(scale > 1 ? 1 : 2.5, event.clientX, event.clientY));
  room.addEventListener("click", (event) => { if (event.target === room) dialog.close(); });
  room.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || scale <= 1) return;
    room.setPointerCapture(event.pointerId);
    room.onpointermove = (moved) => room.scrollBy(-moved.movementX, -moved.movementY);
  });
  room.addEventListener("pointerup", () => { room.onpointermove = null; });
  fingers(room, {
    twice: (x, y) => zoomTo(scale > 1 ? 1 : 2.5, x, y),
    pinch: (x, y) => {
      const [from, hold] = [scale, anchor(room, picture, x, y)];
      return (ratio, toX, toY) => {
        scale = Math.min(MOST, Math.max(1, from * ratio));
        layOut();
        hold(toX, toY);
      };
    },
  });
  dialog.addEventListener("keydown", (event) => {
    const act = { "+": () => zoomTo(scale * 1.5), "=": () => zoomTo(scale * 1.5), "-": () => zoomTo(scale / 1.5), 0: () => zoomTo(1) }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  addEventListener("resize", () => { if (dialog.open) layOut(); });

  const enlarge = (small) => {
    Object.assign(picture, { src: small.src, alt: small.alt, width0: Number(small.getAttribute("width")), height0: Number(small.getAttribute("height")) });
    words.replaceChildren(...(small.closest("figure").querySelector("figcaption")?.cloneNode(true).childNodes ?? []));
    words.hidden = !words.textContent;
    scale = 1;
    dialog.showModal();
    layOut();
    room.scrollTo(0, 0);
  };
  /** Makes every picture of a story a button that enlarges it. */
  newsprint.enlargeable = (story) => {
    for (const small of story.querySelectorAll("figure img")) {
      const around = made("button", "enlarge");
      around.type = "button";
      around.setAttribute("aria-label", small.alt ? `${say("enlarge")}: ${small.alt}` : say("enlarge"));
      around.title = say("enlarge");
      small.replaceWith(around);
      around.append(small);
      around.addEventListener("click", () => enlarge(small));
    }
  };
  const leaf = document.getElementById("story-text");
  if (leaf) newsprint.enlargeable(leaf);
}
