/**
 * Gordo's difference-based anomaly detectors with exactly its numbers, for machines that came from
 * there: scalers, cross-validated thresholds, confidences and smoothing.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.gordo;
