package io.foretide.core.model;

import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;

/**
 * When a model is trained, as {@code train} in its file says. A model without any of them learns as
 * it goes and is trained on demand only.
 *
 * @param every nanoseconds between trainings, at whole multiples since 1970; 0 for never
 * @param points new points of the inputs that ask for a training; 0 for never
 * @param drift how many times worse than at its training a revision may become; 0 for any
 */
public record TrainPlan(long every, long points, double drift) {
  public static final TrainPlan NONE = new TrainPlan(0, 0, 0);

  private static final long LONGEST = Durations.parse("36500d");

  /** The plan of a model; {@link #NONE} for one whose intervals are driven by points. */
  public static TrainPlan of(ModelDefinition d) {
    if (d.train().isEmpty() || !(d.schedule() instanceof Schedule.ByTime)) {
      return NONE;
    }
    Settings train = Settings.of("train", d.train(), new Reading());
    long every = train.has("every") ? train.duration("every", 0, 1, LONGEST) : 0;
    TrainPlan out = new TrainPlan(every, points(train), drift(train));
    return train.reading().problems().isEmpty() ? out : NONE;
  }

  /** Reads the keys that every kind of model understands, so that they count as known. */
  public static void check(Settings train) {
    points(train);
    drift(train);
  }

  private static long points(Settings train) {
    return train.integer("points", 0, 1, 1_000_000_000);
  }

  private static double drift(Settings train) {
    return train.number("drift", 0, 1, 1000);
  }

  /** Whether anything but a person asks for trainings. */
  public boolean scheduled() {
    return every > 0 || byData();
  }

  /** Whether the data must be looked at to know. */
  public boolean byData() {
    return points > 0 || drift > 0;
  }
}
