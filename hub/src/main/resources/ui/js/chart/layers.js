// What a time chart can draw. Every layer is a function (ctx, s) with the scales and palette in `s`.
const finite = (v) => v !== null && v !== undefined && Number.isFinite(v);

/** A line that is broken where `gap` ms or a missing value lie between points; lone points become dots. */
export function line(times, values, { color, width = 1.5, gap = Infinity, dash = [] }) {
  return (ctx, s) => {
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = width;
    ctx.lineJoin = 'round';
    ctx.setLineDash(dash);
    ctx.beginPath();
    let run = 0;
    for (let i = 0; i < times.length; i++) {
      if (!finite(values[i])) {
        run = 0;
        continue;
      }
      const x = s.x(times[i]);
      const y = s.y(values[i]);
      if (run && times[i] - times[i - 1] <= gap) ctx.lineTo(x, y);
      else {
        const alone = i + 1 >= times.length || !finite(values[i + 1]) || times[i + 1] - times[i] > gap;
        if (alone) ctx.fillRect(x - 1.25, y - 1.25, 2.5, 2.5);
        ctx.moveTo(x, y);
      }
      run++;
    }
    ctx.stroke();
    ctx.setLineDash([]);
  };
}

/** Smallest and largest value of each bucket, joined as the line that they were reduced from. */
export function envelope(times, min, max, { color, gap, step }) {
  return (ctx, s) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.25;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    let last = NaN;
    for (let i = 0; i < times.length; i++) {
      if (!finite(min[i])) {
        last = NaN;
        continue;
      }
      const x = s.x(times[i] + step / 2);
      const up = Number.isFinite(last) && Math.abs(min[i] - last) < Math.abs(max[i] - last);
      const [a, b] = up ? [min[i], max[i]] : [max[i], min[i]];
      if (Number.isFinite(last) && times[i] - times[i - 1] <= gap) ctx.lineTo(x, s.y(a));
      else ctx.moveTo(x, s.y(a));
      ctx.lineTo(x, s.y(b) + (a === b ? 0.01 : 0));
      last = b;
    }
    ctx.stroke();
  };
}

/** The area between two columns; beyond `fadeFrom` it fades to nothing at the end of the data. */
export function band(times, lo, hi, { color, alpha, gap = Infinity, fadeFrom = Infinity }) {
  return (ctx, s) => {
    const end = times.at(-1);
    ctx.fillStyle = color;
    if (end > fadeFrom) {
      const a = s.x(fadeFrom);
      const g = ctx.createLinearGradient(a, 0, Math.max(a + 1, s.x(end)), 0);
      g.addColorStop(0, color);
      g.addColorStop(1, transparent(color));
      ctx.fillStyle = g;
    }
    ctx.globalAlpha = alpha;
    for (let i = 0; i < times.length; ) {
      if (!finite(lo[i]) || !finite(hi[i])) {
        i++;
        continue;
      }
      let e = i + 1;
      while (e < times.length && finite(lo[e]) && finite(hi[e]) && times[e] - times[e - 1] <= gap) e++;
      ctx.beginPath();
      for (let k = i; k < e; k++) ctx.lineTo(s.x(times[k]), s.y(hi[k]));
      for (let k = e - 1; k >= i; k--) ctx.lineTo(s.x(times[k]), s.y(lo[k]));
      ctx.fill();
      i = e;
    }
    ctx.globalAlpha = 1;
  };
}

const transparent = (hex) => `${hex}00`;

/** Marked spans over the whole height with a cap, so that they are seen without colour too. */
export function episodes(list, { color }) {
  return (ctx, s) => {
    for (const e of list) {
      const a = s.x(e.from);
      const w = Math.max(3, s.x(e.to) - a);
      ctx.fillStyle = color;
      ctx.globalAlpha = 0.16;
      ctx.fillRect(a, s.top, w, s.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(a, s.top, w, 3);
      ctx.beginPath();
      ctx.moveTo(a + w / 2 - 4, s.top + 3);
      ctx.lineTo(a + w / 2 + 4, s.top + 3);
      ctx.lineTo(a + w / 2, s.top + 9);
      ctx.fill();
      if (w > 44) {
        ctx.font = s.font;
        ctx.textAlign = 'center';
        ctx.textBaseline = 'top';
        ctx.fillText(e.label, a + w / 2, s.top + 11);
      }
    }
  };
}

/** Stretches without data: hatched, so that nothing is not mistaken for zero. */
export function gaps(list, { color }) {
  return (ctx, s) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = 1;
    for (const g of list) {
      const a = Math.max(s.left, s.x(g.from));
      const b = Math.min(s.left + s.width, s.x(g.to));
      if (b - a < 2) continue;
      ctx.save();
      ctx.beginPath();
      ctx.rect(a, s.top, b - a, s.height);
      ctx.clip();
      ctx.beginPath();
      for (let x = a - s.height; x < b; x += 9) {
        ctx.moveTo(x, s.top + s.height);
        ctx.lineTo(x + s.height, s.top);
      }
      ctx.stroke();
      ctx.restore();
    }
  };
}

/** A horizontal limit with its name. */
export function limit(value, { color, name }) {
  return (ctx, s) => {
    const y = s.y(value);
    if (y < s.top || y > s.top + s.height) return;
    ctx.strokeStyle = color;
    ctx.setLineDash([6, 4]);
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(s.left, y);
    ctx.lineTo(s.left + s.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = s.font;
    const wide = ctx.measureText(name).width + 8;
    ctx.fillStyle = s.ground;
    ctx.fillRect(s.left + s.width - wide, y - 8, wide, 16);
    ctx.fillStyle = color;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillText(name, s.left + s.width - 4, y);
  };
}

/** Bars from a base, for counts. */
export function bars(times, values, { color, step }) {
  return (ctx, s) => {
    ctx.fillStyle = color;
    const w = Math.max(1.5, s.x(step) - s.x(0) - 1);
    for (let i = 0; i < times.length; i++) {
      if (!finite(values[i]) || values[i] === 0) continue;
      const y = s.y(values[i]);
      ctx.fillRect(s.x(times[i]), y, w, s.y(0) - y);
    }
  };
}
