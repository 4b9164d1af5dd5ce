/** The plain methods every other one is measured against: mean, naive, seasonal naive, drift. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.naive;
