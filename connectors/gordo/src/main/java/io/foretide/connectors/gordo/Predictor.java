package io.foretide.connectors.gordo;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.http.Answer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.Arrays;

/**
 * Asks for the predictions of some rows and makes a named trouble of every other answer. A machine
 * that is no detector (422) is asked for plain predictions for an hour. Thread-safe.
 */
final class Predictor {
  private static final long PLAIN = Instants.HOUR;
  private static final long GONE = Instants.DAY;
  private static final long STUBBORN = 10 * Instants.MINUTE;

  private final GordoApi api;
  private final WallClock clock;
  private final Remembered plain;
  private final Remembered gone;
  private final Remembered broken;
  private volatile long lastSuccess = Long.MIN_VALUE;

  Predictor(GordoApi api, WallClock clock) {
    this.api = api;
    this.clock = clock;
    this.plain = new Remembered(clock, PLAIN);
    this.gone = new Remembered(clock, GONE);
    this.broken = new Remembered(clock, Instants.DAY);
  }

  /**
   * The run on the revision that can still be asked: its own, or the project's latest once its own
   * is known to be gone.
   *
   * @throws ProviderException.ModelGone if the latest one is of another shape: the model must be
   *     listed anew first
   */
  Run current(Run run) throws ProviderException {
    if (!gone.has(run.project() + "\n" + run.revision())) {
      return run;
    }
    String latest = api.revisions(run.project()).latest();
    Run other = Run.of(api.machine(run.project(), run.machine(), latest));
    if (!run.alike(other)) {
      throw new ProviderException.ModelGone(
          "revision "
              + run.revision()
              + " of project '"
              + run.project()
              + "' is gone, and "
              + latest
              + " has other tags: machine '"
              + run.machine()
              + "' is listed anew within a minute");
    }
    return run.at(latest);
  }

  /** The answer for rows [from, to) of a question. */
  AnswerFrame ask(Run run, RequestBody body, long[] times, int from, int to)
      throws ProviderException {
    String model = run.project() + "\n" + run.machine() + "\n" + run.revision();
    boolean anomaly = run.detector() && !plain.has(model);
    Answer answer = api.predict(run.project(), run.machine(), run.revision(), anomaly, body);
    if (answer.status() == 422 && anomaly) {
      plain.add(model);
      answer = api.predict(run.project(), run.machine(), run.revision(), false, body);
    }
    String about = model + "\n" + times[from];
    if (answer.ok()) {
      AnswerFrame out = AnswerFrame.read(answer, Arrays.copyOfRange(times, from, to));
      lastSuccess = clock.monotonic();
      broken.remove(about);
      return out;
    }
    throw switch (answer.status()) {
      case 410 -> {
        gone.add(run.project() + "\n" + run.revision());
        api.forget(run.project());
        yield new ProviderException.ModelGone(answer.sentence());
      }
      case 404 -> new ProviderException.ModelGone(answer.sentence());
      case 500 -> broken(about, answer);
      default ->
          answer.status() / 100 == 3
              ? new ProviderException.Transient(
                  answer.sentence() + "; check connection_string and auth", null)
              : new ProviderException.Rejected(text(run, answer));
    };
  }

  /**
   * Gordo answers 500 to rows that a model cannot digest, as to its own outages. It is the rows if
   * that goes on for ten minutes while other rows are answered.
   */
  private ProviderException broken(String about, Answer answer) {
    broken.addFirst(about);
    long age = broken.age(about);
    if (age >= STUBBORN && lastSuccess > clock.monotonic() - age) {
      broken.remove(about);
      return new ProviderException.Rejected(
          answer.sentence() + " to these rows for ten minutes, while others were answered");
    }
    return new ProviderException.Transient(answer.sentence(), null);
  }

  private static String text(Run run, Answer answer) {
    String said = "";
    try {
      JsonNode json = answer.json();
      said = json.path("message").asText(json.path("error").asText(""));
    } catch (ProviderException.Transient e) {
      // the sentence below says what came instead
    }
    return "machine '"
        + run.project()
        + "/"
        + run.machine()
        + "': "
        + (said.isEmpty()
            ? answer.sentence()
            : answer.source() + " answered " + answer.status() + ": " + said);
  }
}
