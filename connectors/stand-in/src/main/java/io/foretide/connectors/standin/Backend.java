package io.foretide.connectors.standin;

/** One service behind a part of the stand-in's address. Thread-safe. */
@FunctionalInterface
interface Backend {
  Reply answer(Asked asked);
}
