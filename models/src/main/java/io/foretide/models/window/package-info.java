/** Regular buckets of a frame, and the outcomes of a run. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.window;
