import { useState, useRef } from '../html.js';

/** Dragging over an element: {handlers, box}. A press without a drag counts as a box of one point. */
export function useBrush({ canvas, onMove, onLeave, onDone }) {
  const start = useRef(null);
  const [box, setBox] = useState(null);
  const point = (e) => {
    const r = canvas.current.getBoundingClientRect();
    return { x: Math.max(0, Math.min(r.width - 0.01, e.clientX - r.left)), y: Math.max(0, Math.min(r.height - 0.01, e.clientY - r.top)) };
  };
  const handlers = {
    onPointerDown(e) {
      if (e.button) return;
      start.current = point(e);
      if (e.pointerType !== 'touch') e.currentTarget.setPointerCapture(e.pointerId);
    },
    onPointerMove(e) {
      const p = point(e);
      onMove?.(p.x, p.y);
      const a = start.current;
      if (!a || e.pointerType === 'touch') return;
      if (Math.hypot(p.x - a.x, p.y - a.y) > 4) setBox({ x: Math.min(a.x, p.x), y: Math.min(a.y, p.y), w: Math.abs(p.x - a.x), h: Math.max(2, Math.abs(p.y - a.y)) });
    },
    onPointerUp(e) {
      const a = start.current;
      start.current = null;
      setBox(null);
      if (a) onDone(a, point(e), e);
    },
    onPointerCancel() {
      start.current = null;
      setBox(null);
    },
    onPointerLeave: () => onLeave?.(),
  };
  return { handlers, box };
}
