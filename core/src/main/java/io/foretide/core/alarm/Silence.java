package io.foretide.core.alarm;

/**
 * A time in which nobody is told of some alarms; they are recorded all the same, and told at its
 * end if they are still so.
 *
 * @param id given by the store; 0 for one of the configuration
 * @param models pattern of the models
 * @param from epoch nanoseconds
 * @param to epoch nanoseconds, exclusive
 * @param by who
 * @param reason why
 */
public record Silence(long id, String models, long from, long to, String by, String reason) {
  boolean covers(String model, long now) {
    return now >= from && now < to && AlarmRule.matches(models, model);
  }
}
