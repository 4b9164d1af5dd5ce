/** SiriDB, over its native protocol, as a source of sensor data and as a sink of predictions. */
@NullMarked
package io.foretide.connectors.siridb;

import org.jspecify.annotations.NullMarked;
