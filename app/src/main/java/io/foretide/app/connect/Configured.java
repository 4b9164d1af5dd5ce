package io.foretide.app.connect;

import io.foretide.core.connect.Opening;
import io.foretide.core.settings.Settings;
import java.util.Optional;

/**
 * A provider that a section configures.
 *
 * @param name by which models pick it; {@code default} where the section holds just one
 * @param type such as {@code store}
 * @param settings its own settings
 * @param opening how an outside one is opened; empty if it is built in
 * @param <T> what it becomes
 */
public record Configured<T>(
    String name, String type, Settings settings, Optional<Opening<T>> opening) {}
