package io.foretide.forecast.auto;

import io.foretide.forecast.Forecaster;

/**
 * A method that the automatic choice may try.
 *
 * @param name name in the record of what ran
 * @param forecaster the method
 * @param units counted work of one fit; one unit is about a microsecond
 * @param prior weight before errors are known
 */
record Candidate(String name, Forecaster forecaster, double units, double prior) {}
