/** Seasons: filling gaps along them, taking them out, testing for them, finding them. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.season;
