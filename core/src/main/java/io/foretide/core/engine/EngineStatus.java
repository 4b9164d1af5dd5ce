package io.foretide.core.engine;

/**
 * How the whole service is doing.
 *
 * @param now the engine's clock, epoch nanoseconds
 * @param startedAt when this process started, epoch nanoseconds
 * @param models living models
 * @param paused of them
 * @param behind of them
 * @param failing of them
 * @param filling of them
 * @param tally over all models
 * @param duePerHour intervals that fall due in an hour
 * @param committedPerSecond tasks committed per second, over the last ten seconds
 * @param lagP99 99th percentile of the models' lags, nanoseconds
 * @param lagMax largest lag, nanoseconds
 * @param backlogSeconds estimate until nothing is missing at the present rate; -1 if unknown
 * @param retries tasks put off since the start
 * @param clockNotice why planning is held because of the clock; empty if it is not
 * @param queueNotice what people should know of the queue; empty if there is nothing
 */
public record EngineStatus(
    long now,
    long startedAt,
    long models,
    long paused,
    long behind,
    long failing,
    long filling,
    Tally tally,
    double duePerHour,
    double committedPerSecond,
    long lagP99,
    long lagMax,
    double backlogSeconds,
    long retries,
    String clockNotice,
    String queueNotice) {}
