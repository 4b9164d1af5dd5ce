package io.foretide.core.settings;

/**
 * Something wrong with a setting.
 *
 * @param path of the setting, such as {@code hub.port}; empty for the whole
 * @param message what is wrong, what was expected and what to do; no secret
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
