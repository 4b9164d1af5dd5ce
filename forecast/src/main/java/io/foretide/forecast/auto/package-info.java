/** The automatic method: looks at the data, tries candidates within a budget and weights them. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.auto;
