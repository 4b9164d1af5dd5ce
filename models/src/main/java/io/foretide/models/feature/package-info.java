/** Numbers that a row of an exported model is made of: series, lags, windows and the calendar. */
@org.jspecify.annotations.NullMarked
package io.foretide.models.feature;
