/** Detectors made of random trees. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.forest;
