// The alarms that scores would raise: as the rules of alarms judge them, with a limit, a delay on and a delay off.

/** [{from, to, open, peak, peakAt, rows}] of scores at or above a limit; a break shorter than `off` ms does not split one. */
export function episodes(times, scores, { above, on = 0, off }) {
  const out = [];
  let run = null;
  const end = (open) => {
    if (run && run.to - run.from >= on) out.push({ ...run, open });
    run = null;
  };
  for (let i = 0; i < times.length; i++) {
    const v = scores[i];
    if (v === null || v === undefined) continue;
    if (v >= above) {
      if (!run) run = { from: times[i], to: times[i], peak: v, peakAt: times[i], rows: 0 };
      run.to = times[i];
      run.rows++;
      if (v > run.peak) {
        run.peak = v;
        run.peakAt = times[i];
      }
    } else if (run && times[i] - run.to >= off) end(false);
  }
  end(true);
  return out;
}
