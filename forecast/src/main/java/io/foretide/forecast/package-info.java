/** forecast. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast;
