package io.foretide.core.model;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How models begin and change. Pure functions. */
public final class ModelEdit {
  private ModelEdit() {}

  /** A new model, its relative start resolved at {@code now}. The store gives it its id. */
  public static Model create(ModelDefinition d, long now) throws ProviderException.Rejected {
    long from = start(d, now);
    Revision first = new Revision(1, d, fingerprint(d), from, Long.MAX_VALUE, now);
    return new Model(new ModelId(0), d, List.of(first), state(d), 0, from, now);
  }

  /** The first instant that a new model owns, on its grid. */
  private static long start(ModelDefinition d, long now) throws ProviderException.Rejected {
    long instant;
    try {
      instant =
          d.start().startsWith("-") || d.start().equals("now") || d.start().equals("0s")
              ? Instants.plus(now, d.start().equals("now") ? 0 : Durations.parse(d.start()))
              : Instants.parse(d.start());
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(
          "model '"
              + d.name()
              + "': start '"
              + d.start()
              + "' is not understood: expected a time such as 2026-01-31T00:00:00Z or a span such as -90d",
          e);
    }
    if (d.schedule() instanceof Schedule.ByTime t) {
      refuseTooMany(d, t.grid(), instant, now);
      return t.grid().start(t.grid().cellAt(instant));
    }
    return instant;
  }

  private static void refuseTooMany(ModelDefinition d, Grid grid, long from, long now)
      throws ProviderException.Rejected {
    long intervals = grid.cellAt(now) - grid.cellAt(from);
    if (intervals > ModelFile.MAX_INTERVALS) {
      throw new ProviderException.Rejected(
          "model '"
              + d.name()
              + "': start '"
              + d.start()
              + "' makes "
              + intervals
              + " intervals of "
              + Durations.format(grid.every())
              + ": expected at most "
              + ModelFile.MAX_INTERVALS
              + "; choose a later start or a longer every");
    }
  }

  /**
   * Applies new settings. What decides the numbers (every, anchor, resolution, inputs, run) makes a
   * new revision from the next boundary common to both grids; anything else takes effect at once.
   *
   * @throws ProviderException.Rejected if the grids have no boundary in common
   */
  public static Model edit(Model model, ModelDefinition d, long now)
      throws ProviderException.Rejected {
    Revision last = model.active();
    List<Revision> revisions = new ArrayList<>(model.revisions());
    int at = revisions.indexOf(last);
    if (fingerprint(d).equals(last.fingerprint())) {
      revisions.set(at, last.with(d));
      return with(model, d, revisions);
    }
    if (model.isRolling()) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': a rollout is open, so its settings cannot change what it predicts: promote,"
              + " reject or roll it back first");
    }
    long boundary = boundary(model, last.definition(), d, Math.max(now, last.activeFrom()));
    Revision next =
        new Revision(model.latest().number() + 1, d, fingerprint(d), boundary, Long.MAX_VALUE, now);
    revisions.set(at, last.until(boundary));
    revisions.add(next);
    return with(model, d, revisions);
  }

  /**
   * Gives the active revision what others own from the first boundary at or after an instant on, to
   * be predicted again by it. The others keep what lies before.
   *
   * @throws ProviderException.Rejected if it owns all of that already, or the grids share no
   *     boundary
   */
  public static Model takeOver(Model model, long from) throws ProviderException.Rejected {
    Revision active = model.active();
    long first = model.revisions().stream().mapToLong(Revision::activeFrom).min().orElseThrow();
    long at = Math.max(from, Math.max(first, model.floor()));
    Revision owner =
        model.revisions().stream().filter(r -> r.active().contains(at)).findFirst().orElse(active);
    long boundary =
        owner == active
            ? Long.MAX_VALUE
            : boundary(model, owner.definition(), active.definition(), at - 1);
    if (boundary >= active.activeFrom()) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': revision "
              + active.number()
              + " owns all intervals from "
              + Instants.format(active.activeFrom())
              + " on: expected an instant before that");
    }
    List<Revision> out = new ArrayList<>();
    for (Revision r : model.revisions()) {
      if (r == active) {
        out.add(r.from(boundary));
      } else if (r.activeUntil() > boundary && !r.active().isEmpty()) {
        out.add(r.until(Math.max(r.activeFrom(), Math.min(r.activeUntil(), boundary))));
      } else {
        out.add(r);
      }
    }
    return model.withRevisions(out);
  }

  private static Model with(Model m, ModelDefinition d, List<Revision> revisions) {
    // Pausing by hand outlives an edit that does not speak of it.
    Model.State state = d.paused() == m.definition().paused() ? m.state() : state(d);
    return new Model(m.id(), d, revisions, state, m.version(), m.floor(), m.createdAt());
  }

  private static Model.State state(ModelDefinition d) {
    return d.paused() ? Model.State.PAUSED : Model.State.ACTIVE;
  }

  /** The first instant after {@code now} that is on both grids. */
  static long boundary(Model model, ModelDefinition from, ModelDefinition to, long now)
      throws ProviderException.Rejected {
    if (!(from.schedule() instanceof Schedule.ByTime a)
        || !(to.schedule() instanceof Schedule.ByTime b)) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': it cannot change between intervals by time and by points, which share no boundary:"
              + " make a new model instead");
    }
    Long found = common(a.grid(), b.grid(), now);
    if (found == null) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "': the old grid (every "
              + Durations.format(a.grid().every())
              + " from "
              + Instants.format(a.grid().anchor())
              + ") and the new one (every "
              + Durations.format(b.grid().every())
              + " from "
              + Instants.format(b.grid().anchor())
              + ") share no boundary: choose an anchor on the old grid");
    }
    return found;
  }

  /** The first instant after {@code now} on both grids; null if there is none. */
  static @Nullable Long common(Grid a, Grid b, long now) {
    Grid coarse = a.every() >= b.every() ? a : b;
    Grid fine = coarse == a ? b : a;
    long gcd = gcd(a.every(), b.every());
    if (Math.floorMod(coarse.anchor() - fine.anchor(), gcd) != 0) {
      return null;
    }
    long steps = Math.min(1_000_000, fine.every() / gcd);
    long cell = coarse.cellAt(now) + 1;
    for (long i = 0; i <= steps; i++) {
      long instant = coarse.start(cell + i);
      if (Math.floorMod(instant - fine.anchor(), fine.every()) == 0) {
        return instant;
      }
    }
    return null;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Whether an edit makes a new revision. */
  public static boolean changesNumbers(ModelDefinition a, ModelDefinition b) {
    return !fingerprint(a).equals(fingerprint(b));
  }

  /** SHA-256 over all settings that decide a model's numbers, the first 16 hexadecimal digits. */
  public static String fingerprint(ModelDefinition d) {
    String schedule =
        switch (d.schedule()) {
          case Schedule.ByTime t -> "t" + t.grid().anchor() + "/" + t.grid().every();
          case Schedule.ByPoints p -> "p" + p.count();
        };
    String text =
        String.join(
                "\n",
                schedule,
                String.valueOf(d.resolution()),
                d.aggregation().text(),
                String.join("\u0000", d.inputs()),
                d.run().kind(),
                canonical(d.run().settings()),
                canonical(d.train()),
                String.valueOf(d.order()),
                d.sensorData())
            + (d.conditions().equals(Conditions.NONE) ? "" : "\n" + d.conditions());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String canonical(Object value) {
    return switch (value) {
      case java.util.Map<?, ?> map -> {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((k, v) -> sorted.put(String.valueOf(k), canonical(v)));
        yield sorted.toString();
      }
      case List<?> list -> list.stream().map(ModelEdit::canonical).toList().toString();
      case Double n when n == Math.rint(n) && Math.abs(n) < 1e15 -> String.valueOf(n.longValue());
      default -> String.valueOf(value);
    };
  }
}
