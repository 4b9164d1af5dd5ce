/** Detectors that watch each signal on its own. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.signal;
