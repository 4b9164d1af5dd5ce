/** Limits from a wanted rate of false episodes, and what rate was achieved. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.limit;
