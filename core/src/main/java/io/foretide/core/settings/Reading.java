package io.foretide.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What came of reading settings: every value that was asked for with its origin, the problems and
 * the warnings. Not thread-safe.
 */
public final class Reading {
  /** The origin of a value that nobody set. */
  public static final String DEFAULT = "default";

  private final Function<String, String> origins;
  private final Predicate<String> forgiven;
  private final List<Value> values = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /**
   * @param origins from a setting's path to where its value was written; empty if unknown
   */
  public Reading(Function<String, String> origins) {
    this(origins, path -> false);
  }

  /**
   * @param forgiven paths at which a key that nobody knows is warned of only
   */
  public Reading(Function<String, String> origins, Predicate<String> forgiven) {
    this.origins = origins;
    this.forgiven = forgiven;
  }

  public Reading() {
    this(path -> "");
  }

  /** Where the value at a path was written; empty if unknown. */
  public String origin(String path) {
    return origins.apply(path);
  }

  public void problem(String path, String message) {
    String origin = origin(path);
    problems.add(new Problem(path, origin.isEmpty() ? message : message + " (" + origin + ")"));
  }

  public void warning(String path, String message) {
    String origin = origin(path);
    warnings.add(new Problem(path, origin.isEmpty() ? message : message + " (" + origin + ")"));
  }

  /** Notes a key that nobody asked for. */
  void unknown(String path, String message) {
    if (forgiven.test(path)) {
      warning(path, "is not known and has no effect" + message);
    } else {
      problem(path, "is not known" + message);
    }
  }

  void took(String path, String shown, boolean isDefault) {
    values.add(new Value(path, shown, isDefault ? DEFAULT : origin(path)));
  }

  Secret keep(Secret secret) {
    if (!secret.isEmpty()) {
      secrets.add(secret);
    }
    return secret;
  }

  /** All secrets that were read: for those who keep them out of what is shown. */
  public List<Secret> secrets() {
    return List.copyOf(secrets);
  }

  /** Every value that was asked for, in order; secrets are masked. */
  public List<Value> values() {
    return List.copyOf(values);
  }

  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * @throws SettingsException if there was a problem
   */
  public void orThrow() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  /**
   * A value as it is used.
   *
   * @param path of the setting
   * @param shown as people read it; secrets are masked
   * @param origin where it was written, or {@link #DEFAULT}
   */
  public record Value(String path, String shown, String origin) {}
}
