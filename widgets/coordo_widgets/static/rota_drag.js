/* Drags a visit with the mouse or a pen; a finger scrolls, and taps to choose. */

function drag(event, { board, give, isWide }) {
  const node = event.target.closest("[data-visit]");
  if (!node || !isWide() || event.pointerType === "touch" || event.button !== 0) return;
  const start = { x: event.clientX, y: event.clientY };
  let ghost = null;
  let over = null;
  const aim = (cell) => {
    if (cell === over) return;
    over?.classList.remove("co-rota-over");
    over = cell;
    over?.classList.add("co-rota-over");
    over?.closest("tr").scrollIntoView({ block: "nearest" }); // the rows beyond the edge come near
  };
  const move = (at) => {
    const far = Math.hypot(at.clientX - start.x, at.clientY - start.y) > GRIP;
    if (!ghost && !far) return;
    if (!ghost) {
      ghost = node.cloneNode(true);
      ghost.classList.add("co-rota-ghost");
      ghost.style.width = `${node.offsetWidth}px`;
      node.closest(".co-rota").append(ghost);
      node.dataset.dropped = "yes"; // the click that ends a drag chooses nothing
    }
    ghost.style.transform = `translate(${at.clientX + 8}px, ${at.clientY + 8}px)`;
    const row = document.elementFromPoint(at.clientX, at.clientY)?.closest("tr");
    aim(row && board.contains(row) ? row.querySelector(`td[data-day="${node.dataset.day}"]`) : null);
  };
  const end = (at) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    ghost?.remove();
    const cell = over;
    aim(null);
    setTimeout(() => delete node.dataset.dropped);
    const from = node.closest("td");
    if (ghost && cell && cell !== from && at.type === "pointerup") give(node.dataset.visit, cell.dataset.caregiver);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}
