/** The little linear algebra that the detectors need, on flat arrays. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.algebra;
