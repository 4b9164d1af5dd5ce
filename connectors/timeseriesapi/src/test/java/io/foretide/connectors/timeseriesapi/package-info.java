/** Tests against the stand-in authority and services, with every fault. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.timeseriesapi;
