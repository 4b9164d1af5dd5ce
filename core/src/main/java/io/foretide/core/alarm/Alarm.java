package io.foretide.core.alarm;

import io.foretide.core.event.Severity;
import java.util.Map;

/**
 * One episode.
 *
 * @param id given by the store; 0 before it is stored
 * @param version rises with every change; for compare-and-set
 * @param rule name of the rule
 * @param severity of the rule
 * @param model name of the model
 * @param series that it is about; empty if about none
 * @param revision of the model that made the value; 0 if none did
 * @param from first bad instant of the data, epoch nanoseconds
 * @param to last bad instant; {@link Long#MAX_VALUE} while it is open
 * @param raisedAt when it was found, epoch nanoseconds
 * @param closedAt when its end was found; 0 while it is open
 * @param value that opened it
 * @param limit that the value is compared with
 * @param peak worst value
 * @param peakAt its instant
 * @param words what is wrong, one sentence with values and units
 * @param parts contributions and further values by name
 * @param group the first alarm of its group; its own id if it is that
 * @param acknowledgedBy who; empty if nobody
 * @param acknowledgedAt when; 0 if never
 * @param feedback what a person said
 * @param note the person's words
 * @param silence why nobody is told; empty if somebody is
 * @param ending why it closed, where the values did not simply become usual again; empty if they
 *     did
 */
public record Alarm(
    long id,
    long version,
    String rule,
    Severity severity,
    String model,
    String series,
    int revision,
    long from,
    long to,
    long raisedAt,
    long closedAt,
    double value,
    double limit,
    double peak,
    long peakAt,
    String words,
    Map<String, Double> parts,
    long group,
    String acknowledgedBy,
    long acknowledgedAt,
    Feedback feedback,
    String note,
    String silence,
    String ending) {
  public Alarm {
    parts = Map.copyOf(parts);
  }

  public boolean isOpen() {
    return closedAt == 0;
  }

  /** As the store knows it. */
  public Alarm stored(long id, long version) {
    return new Alarm(
        id,
        version,
        rule,
        severity,
        model,
        series,
        revision,
        from,
        to,
        raisedAt,
        closedAt,
        value,
        limit,
        peak,
        peakAt,
        words,
        parts,
        group == 0 ? id : group,
        acknowledgedBy,
        acknowledgedAt,
        feedback,
        note,
        silence,
        ending);
  }

  /**
   * With another span and peak.
   *
   * @param at when the end was found; 0 if it is open
   */
  Alarm spanning(long from, long to, long at, double peak, long peakAt) {
    return spanning(from, to, at, peak, peakAt, ending);
  }

  /** Closed at once, because of something else than its values. */
  Alarm ended(long at, String why) {
    return isOpen()
        ? spanning(from, Math.max(from, peakAt), at, peak, peakAt, why)
        : spanning(from, to, closedAt, peak, peakAt, why);
  }

  private Alarm spanning(long from, long to, long at, double peak, long peakAt, String ending) {
    return new Alarm(
        id,
        version,
        rule,
        severity,
        model,
        series,
        revision,
        from,
        to,
        raisedAt,
        at,
        value,
        limit,
        peak,
        peakAt,
        words,
        parts,
        group,
        acknowledgedBy,
        acknowledgedAt,
        feedback,
        note,
        silence,
        ending);
  }

  /** The same, that somebody is told of now. */
  Alarm unsilenced() {
    return new Alarm(
        id,
        version,
        rule,
        severity,
        model,
        series,
        revision,
        from,
        to,
        raisedAt,
        closedAt,
        value,
        limit,
        peak,
        peakAt,
        words,
        parts,
        group,
        acknowledgedBy,
        acknowledgedAt,
        feedback,
        note,
        "",
        ending);
  }

  /** With what a person said or did. */
  Alarm answered(String by, long at, Feedback said, String note) {
    return new Alarm(
        id, version, rule, severity, model, series, revision, from, to, raisedAt, closedAt, value,
        limit, peak, peakAt, words, parts, group, by, at, said, note, silence, ending);
  }
}
