/** Tests against a real InfluxDB, and against a server that answers wrongly. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.influxdb;
