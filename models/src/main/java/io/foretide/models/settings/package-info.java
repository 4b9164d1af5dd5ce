/** The parts of a model's file that an execution provider checks: {@code run} and {@code train}. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.settings;
