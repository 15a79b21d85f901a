// Fingers on a room: a tap, two taps, one finger that goes across, two that zoom. Whoever asks says what each does.
{
  const FAR = 10;
  const QUICK = 300;
  const spanOf = ([one, other]) => Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
  const middleOf = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];

  /** Keeps what lies under a point of a box there while the box grows: gives the function that scrolls the room so. */
  newsprint.anchor = (room, box, x, y) => {
    const before = box.getBoundingClientRect();
    const [across, down] = [(x - before.left) / Math.max(1, before.width), (y - before.top) / Math.max(1, before.height)];
    return (toX = x, toY = y) => {
      const after = box.getBoundingClientRect();
      room.scrollBy({ left: after.left + across * after.width - toX, top: after.top + down * after.height - toY, behavior: "instant" });
    };
  };

  /**
   * `may(target, across)`: one finger may go across here; `across(far)` follows it; `left(far, speed)` ends it, in pixels and pixels a millisecond.
   * `pinch(x, y)` gives what follows two fingers: `(ratio, x, y)`. `twice(x, y)`: two taps. Where two taps mean something, one waits for the second.
   */
  newsprint.fingers = (room, { may = () => false, across, left, pinch, twice }) => {
    let one = null;
    let two = null;
    let tapped = null;
    room.addEventListener("touchstart", (event) => {
      const { touches } = event;
      if (touches.length === 2 && pinch) {
        if (one?.goes) left(0, 0);
        one = null;
        two = { span: spanOf(touches), follow: pinch(...middleOf(touches)) };
      } else if (touches.length === 1) {
        const [{ clientX: x, clientY: y }] = touches;
        one = { x, y, at: event.timeStamp, target: event.target, moved: false, goes: false, far: 0, speed: 0 };
      }
    }, { passive: true });
    room.addEventListener("touchmove", (event) => {
      const { touches } = event;
      if (two && touches.length === 2) {
        event.preventDefault();
        two.follow(spanOf(touches) / two.span, ...middleOf(touches));
      }
      if (!one || touches.length !== 1) return;
      const [far, down] = [touches[0].clientX - one.x, touches[0].clientY - one.y];
      if (!one.moved && Math.hypot(far, down) > FAR) {
        one.moved = true;
        one.goes = event.cancelable && Math.abs(far) > Math.abs(down) * 1.2 && may(one.target, far);
      }
      if (!one.goes) return;
      event.preventDefault();
      one.speed = (far - one.far) / Math.max(1, event.timeStamp - (one.last ?? one.at));
      one.last = event.timeStamp;
      one.far = far;
      across(far);
    }, { passive: false });
    room.addEventListener("touchend", (event) => {
      if (event.touches.length < 2) two = null;
      const was = one;
      if (event.touches.length || !was) return;
      one = null;
      // A finger that rests before it is lifted throws nothing.
      if (was.goes) return left(was.far, event.timeStamp - was.last > 80 ? 0 : was.speed);
      if (!twice || was.moved || event.timeStamp - was.at > QUICK) return;
      event.preventDefault();
      if (tapped && event.timeStamp - tapped.at < QUICK && Math.hypot(was.x - tapped.x, was.y - tapped.y) < FAR * 4) {
        clearTimeout(tapped.waits);
        tapped = null;
        return twice(was.x, was.y);
      }
      const click = new MouseEvent("click", { bubbles: true, cancelable: true, view: window, clientX: was.x, clientY: was.y });
      tapped = { x: was.x, y: was.y, at: event.timeStamp, waits: setTimeout(() => was.target.dispatchEvent(click), QUICK) };
    });
    room.addEventListener("touchcancel", () => {
      if (one?.goes) left(0, 0);
      one = two = null;
    });
  };
}
