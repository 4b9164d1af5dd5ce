package io.foretide.core.process;

/**
 * One process as the others see it.
 *
 * @param identity who it is
 * @param leader whether it plans
 * @param lastSeen when it last said that it lives, epoch nanoseconds
 * @param alive whether that is recent
 * @param load how busy it is
 */
public record ProcessStatus(
    Identity identity, boolean leader, long lastSeen, boolean alive, Load load) {
  /** Whether it lives and runs models. */
  public boolean isExecutor() {
    return alive && identity.roles().contains(Role.EXECUTOR);
  }
}
