/** All methods by name, for callers that choose one in a configuration file or a command. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.catalog;
