/** Taking data in safely, and models seen through a change of scale. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.scale;
